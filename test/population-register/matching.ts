import type { Sql } from 'postgres';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import officials from '../../subgraphs/officials/index.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { recordId } from '../../subgraphs/population/record-id.ts';
import { connectRegister, type RegisterOptions } from '../../subgraphs/population-register/client.ts';
import { type MatchOptions, matchCitizens } from '../../subgraphs/population-register/match-citizens.ts';
import { serveRegister } from '../../subgraphs/population-register/serve-register.ts';
import { personKey } from '../support/stack.ts';

export const token = 'token-of-the-tests';

/** The people that a database of a test's own holds. */
export const peopleOf = (officials: number) => createPopulation({ officials, personKey });

/** The development register over them, on a free port. */
export const registerOf = (people: ReturnType<typeof peopleOf>) =>
  serveRegister({ load: async () => people.citizen, token, host: '127.0.0.1', port: 0 });

/** Compares the officials of a database with a register. */
export async function match(
  urls: DatabaseUrls,
  url: string,
  { recheck = {}, ...register }: Partial<RegisterOptions> & Partial<Pick<MatchOptions, 'recheck'>> = {},
) {
  const client = connectRegister({ token, firstWait: 1, ...register, url });
  const { citizens } = officials;
  if (!citizens) throw new Error('officials declare no citizens');
  try {
    return await matchCitizens({
      url: urls.owner,
      citizens,
      register: client,
      recheck,
      onProgress: () => {},
      stopping: new AbortController().signal,
    });
  } finally {
    await client.stop();
  }
}

/** What is stored for each record, but when: by its id. */
export async function stored(sql: Sql): Promise<Map<string, object>> {
  const rows = await sql`select official_id, outcome, mismatched_fields, superseding_number from citizen_matches`;
  return new Map(rows.map(({ official_id, ...row }) => [official_id as string, { ...row }]));
}

/** What must be stored for each record, as the generator knows it. */
export function expected(people: ReturnType<typeof peopleOf>): Map<string, object> {
  const rows = [...people.people({ part: 'officials' })].flatMap(({ index, truth, officials }) => {
    const citizen = people.citizen(truth.personalNumber);
    const superseding_number = citizen?.status === 'SUPERSEDED' ? citizen.supersededBy : null;
    return officials().map(({ n }) => {
      const { outcome, mismatchedFields } = people.expectedMatch(index, n);
      const row = { outcome, mismatched_fields: mismatchedFields, superseding_number };
      return [recordId('officials', 'official', index, n), row] as const;
    });
  });
  return new Map(rows);
}
