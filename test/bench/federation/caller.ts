import { roles } from '../../../gateway/access/roles.ts';

/** Of one who may see all that the committed operations ask for. */
export const scopes = [...new Set(Object.values(roles).flatMap(({ scopes }) => [...scopes]))];

/** The claims of the token that the measured requests carry. */
export const claims = {
  sub: 'bench:everything',
  azp: 'bench',
  jurisdiction: 'national',
  scope: scopes.join(' '),
  purpose: 'AUDIT',
} as const;

/** The same, as subgraphs are told. */
export const caller = {
  subject: claims.sub,
  agency: null,
  jurisdiction: claims.jurisdiction,
  scopes,
  purpose: claims.purpose,
} as const;
