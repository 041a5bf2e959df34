import type { Sql } from 'postgres';
import type { Databases } from '../../operations/databases.ts';

/** Arguments to ask a field with, as text between its brackets, by `Type.field`; several are asked one beside the other. */
export type Samples = Record<string, string[]>;

/** Ids of people and records that between them have something in every type of the API. */
export async function findSamples({ units, officials, labour, insurance, quality }: Databases): Promise<Samples> {
  const ids = async (sql: Sql, query: string) =>
    (await sql.unsafe(query)).map(({ id }) => `id: ${JSON.stringify(String(id))}`);
  const [employer] = await labour`select employer_tax_code as code from employment_contracts order by 1 limit 1`;
  // Of many people: the ratings of few are withheld from some callers.
  const [agency] = await officials`select agency_id as code from officials join ratings on official_id = officials.id
    where agency_id in (select agency_id from payroll_quotas) group by 1 order by count(*) desc, 1 limit 1`;
  const [official] = await officials`select personal_number as number from officials order by id limit 1`;
  const [split] = await units`select code from administrative_units where id in
    (select from_id from unit_successions where from_id like '_____@start' group by 1 having count(*) > 1) order by 1 limit 1`;
  return {
    'Query.administrativeUnit': ['code: "79"', 'code: "26740"', 'code: "26740", on: "2025-06-30"'],
    'Query.resolveUnits': [`codes: ["26740", "${split?.code}"], on: "2025-06-30"`],
    'Query.agency': [`code: "${agency?.code}"`],
    'Query.official': await ids(officials, firstOf('official_id', 'disciplines', 'rewards', 'trainings')),
    'Query.personByNumber': [`number: "${official?.number}"`],
    'Query.person': await ids(
      insurance,
      firstOf(
        'person_id',
        'assistance_grants',
        'social_pensions',
        'pensions',
        'merit_persons',
        'health_cards',
        'poor_household_members',
      ),
    ),
    'Query.worker': await ids(labour, firstOf('worker_id', 'unemployment_claims', 'job_seekers')),
    'Query.employer': [`taxCode: "${employer?.code}"`],
    'Query.finding': await ids(quality, firstOf('finding_id', 'waivers')),
    ...(await recordsById(ids, labour, { vacancy: 'vacancies', unemploymentClaim: 'unemployment_claims' })),
    ...(await recordsById(ids, insurance, {
      insuredPerson: 'insured_persons',
      healthCard: 'health_cards',
      benefit: 'benefits',
      pension: 'pensions',
      socialPension: 'social_pensions',
      meritPerson: 'merit_persons',
      poorHousehold: 'poor_households',
    })),
    ...Object.fromEntries(
      [
        'labourStatistics',
        'officialStatistics',
        'serviceStatistics',
        'jobMarketStatistics',
        'socialSecurityStatistics',
        'benefitStatistics',
        'povertyStatistics',
        'qualityScores',
      ].map((field) => [`Query.${field}`, ['groupBy: []']]),
    ),
  };
}

/** The first id that each table holds in a column. */
const firstOf = (column: string, ...tables: string[]) =>
  tables
    .map((table) => `(select ${column} as id from ${table} where ${column} is not null order by 1 limit 1)`)
    .join(' union all ');

async function recordsById(
  ids: (sql: Sql, query: string) => Promise<string[]>,
  sql: Sql,
  tables: Record<string, string>,
): Promise<Samples> {
  const found = Object.entries(tables).map(
    async ([field, table]) => [`Query.${field}`, await ids(sql, firstOf('id', table))] as const,
  );
  return Object.fromEntries(await Promise.all(found));
}
