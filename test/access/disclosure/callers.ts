import { inject } from 'vitest';
import { roles } from '../../../gateway/access/roles.ts';
import { anonymous, type Caller } from '../../../schema/caller.ts';
import { startSubgraph } from '../../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../../subgraphs/registry.ts';
import { ownerConnection } from '../../support/owner-connection.ts';
import { type Answer, personKey } from '../../support/stack.ts';

const ofRole = (role: keyof typeof roles, changes: Partial<Caller> = {}): Caller => {
  const { agency, jurisdiction, scopes } = roles[role];
  return { subject: role, agency, jurisdiction, scopes, purpose: null, ...changes };
};

/** Told everything exactly. */
export const auditor = ofRole('auditor', { purpose: 'AUDIT' });

/** Told exactly what is recorded in the units of a province, and no more by its agency. */
export const provincial = ofRole('provincial-officer', {
  agency: null,
  purpose: 'AUDIT',
  scopes: [...roles['provincial-officer'].scopes, 'person:identify'],
});

/** Told exactly what is recorded under its agency. */
export const ministry = ofRole('ministry-officer', { purpose: 'AUDIT' });

/** Callers who are told nobody exactly. */
export const outsiders = {
  'without a token': anonymous,
  'an analyst of the whole country': ofRole('analyst'),
  'a provincial officer without the scope': ofRole('provincial-officer', { scopes: ['statistics:read'] }),
  'somebody with the scope and no jurisdiction': ofRole('provincial-officer', { agency: null, jurisdiction: [] }),
};

/** A subgraph on the run's database, asked as the gateway asks it: what the gateway refuses is not the question here. */
export async function startStatistics(name: string) {
  const entry = registry.find((candidate) => candidate.name === name);
  const urls = inject('databaseUrls')[name];
  if (!entry || !urls) throw new Error(`no subgraph ${name}`);
  const running = startSubgraph((await entry.load()).default, {
    databaseUrls: urls,
    personKey,
    report: ({ message }) => {
      throw new Error(message);
    },
  });
  const sql = ownerConnection(urls);
  return {
    /** The database, with its owner's rights. */
    sql,
    ask: async (caller: Caller, query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
      (await running.execute({ query, variables, caller })) as Answer,
    stop: async () => {
      await sql.end();
      await running.stop();
    },
  };
}

export type Statistics = Awaited<ReturnType<typeof startStatistics>>;
