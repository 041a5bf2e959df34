import type { Sql } from 'postgres';

/** One in a hundred people and employers, by a hash of their key: the same ones each time. */
const chosen = (column: string) => `(hashtextextended(${column}::text, 7) & 1023) < 10`;

type Changes = Record<string, { make: string[]; undo: string[] }>;

/** The same statements with a sign or a place put in: what is made is undone to the last digit. */
const both = (statements: (sign: '+' | '-') => string[]) => ({ make: statements('+'), undo: statements('-') });

/**
 * What owners do in a day or a week, on one in a hundred people of each database. `breaking`: nearly each change breaks a rule, a
 * coefficient raised, a worker's sex, an insured base. `harmless`: none does, the days on which records were updated.
 */
const kinds = {
  breaking: {
    officials: both((sign) => [
      `update officials set coefficient = coefficient ${sign} 0.01 where ${chosen('person_id')}`,
    ]),
    'labor-employment': both((sign) => [
      `update workers set sex = case sex when 'MALE' then 'FEMALE' else 'MALE' end::sex where ${chosen('person_id')}`,
      `update employers set updated_on = updated_on ${sign} 1 where ${chosen('tax_code')}`,
    ]),
    'social-security': both((sign) => [
      `update contribution_months m set base = base ${sign} 1000 from insured_persons p
       where p.id = m.insured_person_id and m.month = '2026-10-01' and ${chosen('p.person_id')}`,
    ]),
  },
  harmless: {
    officials: both((sign) => [
      `update officials set updated_at = updated_at ${sign} interval '1 second' where ${chosen('person_id')}`,
    ]),
    'labor-employment': both((sign) => [
      `update workers set updated_on = updated_on ${sign} 1 where ${chosen('person_id')}`,
      `update employers set updated_on = updated_on ${sign} 1 where ${chosen('tax_code')}`,
    ]),
    'social-security': both((sign) => [
      `update insured_persons set updated_on = updated_on ${sign} 1 where ${chosen('person_id')}`,
    ]),
  },
} satisfies Record<string, Changes>;

export type ChangeKind = keyof typeof kinds;

/** Changes one record in a hundred in the owners' databases, or takes that back; tells how many rows. */
export async function changeRecords(
  databases: Record<string, Sql>,
  kind: ChangeKind,
  how: 'make' | 'undo',
): Promise<number> {
  let rows = 0;
  for (const [name, statements] of Object.entries(kinds[kind] as Changes))
    for (const statement of statements[how]) rows += (await (databases[name] as Sql).unsafe(statement)).count;
  return rows;
}
