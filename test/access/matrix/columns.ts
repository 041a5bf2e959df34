import { type Role, roles } from '../../../gateway/access/roles.ts';
import type { Claims } from '../../support/tokens.ts';
import type { Holder } from './rules.ts';

/** A kind of caller, and the changes to its role's token that make it. */
export type Column = { name: string; role: Role | null; changes: Partial<Claims>; holder: Holder };

/**
 * Each role without and with a declared purpose, and nobody. Roles reach the whole country here, because a rule can only be
 * seen to refuse a field of a row that is there: which rows a caller reaches is tested with the databases.
 */
export const columns: Column[] = [
  {
    name: 'anonymous',
    role: null,
    changes: {},
    holder: { authenticated: false, scopes: [], purpose: false, national: false },
  },
  ...(Object.keys(roles) as Role[]).flatMap((role) =>
    [undefined, 'AUDIT'].map((purpose) => ({
      name: purpose ? `${role} for ${purpose}` : role,
      role,
      changes: { jurisdiction: 'national', purpose },
      holder: { authenticated: true, scopes: roles[role].scopes, purpose: purpose !== undefined, national: true },
    })),
  ),
];
