import type { Sql } from 'postgres';

/** One in a hundred people and employers, by a hash of their key: the same ones each time. */
const chosen = (column: string) => `(hashtextextended(${column}::text, 7) & 1023) < 10`;

/**
 * What owners do in a day or a week, on one in a hundred people of each database: a coefficient raised, a worker's record
 * and a contract's end changed, an insured base corrected. `undo` takes it back to the last digit.
 */
const changes: Record<string, { make: string[]; undo: string[] }> = {
  officials: {
    make: [`update officials set coefficient = coefficient + 0.01 where ${chosen('person_id')}`],
    undo: [`update officials set coefficient = coefficient - 0.01 where ${chosen('person_id')}`],
  },
  'labor-employment': {
    make: [
      `update workers set sex = case sex when 'MALE' then 'FEMALE' else 'MALE' end::sex where ${chosen('person_id')}`,
      `update employers set updated_on = updated_on + 1 where ${chosen('tax_code')}`,
    ],
    undo: [
      `update workers set sex = case sex when 'MALE' then 'FEMALE' else 'MALE' end::sex where ${chosen('person_id')}`,
      `update employers set updated_on = updated_on - 1 where ${chosen('tax_code')}`,
    ],
  },
  'social-security': {
    make: [
      `update contribution_months m set base = base + 1000 from insured_persons p
       where p.id = m.insured_person_id and m.month = '2026-10-01' and ${chosen('p.person_id')}`,
    ],
    undo: [
      `update contribution_months m set base = base - 1000 from insured_persons p
       where p.id = m.insured_person_id and m.month = '2026-10-01' and ${chosen('p.person_id')}`,
    ],
  },
};

/** Changes one record in a hundred in the owners' databases, or takes that back; tells how many rows. */
export async function changeRecords(databases: Record<string, Sql>, how: 'make' | 'undo'): Promise<number> {
  let rows = 0;
  for (const [name, statements] of Object.entries(changes))
    for (const statement of statements[how]) rows += (await (databases[name] as Sql).unsafe(statement)).count;
  return rows;
}
