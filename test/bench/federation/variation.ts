import { hkdfSync } from 'node:crypto';
import type { OperationDefinitionNode } from 'graphql';
import { print } from 'graphql';
import { subgraphsEnvironment } from '../../../subgraphs/config.ts';
import { sealCursor } from '../../../subgraphs/kit/cursor.ts';
import type { Databases } from '../../operations/databases.ts';
import { definitionsOf, type Operation } from '../../operations/operations.ts';
import { variablesOf } from '../../operations/variables.ts';
import type { Dimensions, Variables } from './stream.ts';

/** The two that the goals speak of. */
export const headlines = { page: 'officials-across-databases', point: 'official-across-databases' } as const;

/** How many values of one kind are taken from the databases. */
const most = 20_000;

/** What varies from request to request in an operation: every combination is one body. */
export async function dimensionsOf(operation: Operation, databases: Databases): Promise<Dimensions> {
  const own = await special[operation.file]?.(databases);
  if (own) return own;
  const [base] = await variablesOf(operation.file, databases);
  const variables = { ...operation.defaults, ...base } as Variables;
  const [definition] = definitionsOf(operation.document);
  const varied = (definition as OperationDefinitionNode).variableDefinitions ?? [];
  const dimensions = await Promise.all(
    varied.map(async ({ variable, type }) => {
      const name = variable.name.value;
      const values = await valuesOf(name, print(type).replaceAll('!', ''), variables[name], databases);
      return values.map((value) => ({ [name]: value }));
    }),
  );
  return [[base], ...dimensions];
}

/** Months up to the last one of the generated records, latest first. */
export const months = Array.from({ length: 24 }, (_, ago) =>
  new Date(Date.UTC(2026, 9 - ago, 1)).toISOString().slice(0, 7),
);

const special: Record<string, (databases: Databases) => Promise<Dimensions>> = {
  [headlines.point]: async ({ officials }) => {
    const ids = await officials<{ id: string }[]>`select id from officials order by md5(id::text) limit ${most}`;
    return [ids.map(({ id }) => ({ id })), months.map((month) => ({ month }))];
  },
  // From any place in the list, but for the last page, which may be short.
  [headlines.page]: async ({ officials }) => {
    const places = await officials<{ id: string; name: string }[]>`
      select id, full_name as name from officials
      where (full_name collate "vi-x-icu", id) < (select full_name, id from officials
        order by full_name collate "vi-x-icu" desc, id desc offset 250 limit 1)
      order by md5(id::text) limit ${most}`;
    const { personKey } = subgraphsEnvironment.parse({});
    const key = Buffer.from(hkdfSync('sha256', personKey, '', 'cursor officials', 32));
    const starts = places.map(({ id, name }) => ({
      after: sealCursor(key, 'officials FULL_NAME ASC', [name, id]),
      // For those that have no cursors of ours.
      afterName: name,
      afterId: id,
    }));
    return [starts, months.map((month) => ({ month }))];
  },
  'person-by-number': async ({ officials }) => {
    // Some records have a wrong one.
    const people = await officials<{ number: string }[]>`
      select distinct personal_number as number from officials where personal_number ~ '^\\d{12}$' order by 1 limit ${most}`;
    return [people.map(({ number }) => ({ number }))];
  },
  'official-dossier': async ({ officials }) => {
    const ids = await officials<{ id: string }[]>`select id from officials order by md5(id::text) limit ${most}`;
    return [ids.map(({ id }) => ({ id }))];
  },
  'findings-of-person': async ({ quality, officials }) => {
    const found = await quality<{ id: string }[]>`
      select distinct person_id as id from findings where person_id is not null limit ${most}`;
    const people =
      found.length > 0 ? found : await officials<{ id: string }[]>`select person_id as id from officials limit ${most}`;
    return [people.map(({ id }) => ({ id }))];
  },
  'employer-and-its-workers': async ({ labour }) => {
    const employers = await labour<{ code: string }[]>`
      select distinct employer_tax_code as code from employment_contracts limit ${most}`;
    return [employers.map(({ code }) => ({ taxCode: code }))];
  },
  'benefits-and-payers': async (databases) => [
    await provincesToday(databases),
    months.slice(0, 12).map((month) => ({ month })),
  ],
  'employers-and-insured-persons': async (databases) => [
    await provincesToday(databases),
    months.slice(0, 12).map((month) => ({ month })),
  ],
  'insured-persons-of-agency': async ({ insurance }) => {
    const agencies = await insurance<{ code: string }[]>`
      select distinct agency_id as code from insured_persons where agency_id is not null limit ${most}`;
    return [agencies.map(({ code }) => ({ code })), months.slice(0, 12).map((month) => ({ month }))];
  },
};

/** What a variable of this type may hold beside what it usually holds. */
async function valuesOf(name: string, type: string, usual: unknown, databases: Databases): Promise<unknown[]> {
  if (type === 'Int' && name === 'first') return range(10).map((less) => (usual as number) - less);
  if (type === 'YearMonth') return months.slice(0, 12);
  if (type === 'Date' && typeof usual === 'string') return range(30).map((days) => before(usual, days));
  if (type === 'UnitCode' && typeof usual === 'string') return codesLike(usual, databases);
  if (type === 'AgencyCode') return (await agenciesAbove(databases)) as unknown[];
  if (type === 'QualityLanguage') return ['VI', 'EN'];
  if (type === 'String' && name === 'name') return namesOfUnits(databases);
  if (/^\[/.test(type) && Array.isArray(usual) && usual.length > 1)
    return range(Math.min(usual.length, 50)).map((without) => usual.filter((_, at) => at !== without));
  return [];
}

const range = (length: number) => Array.from({ length }, (_, at) => at);

const before = (date: string, days: number) =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);

/** Units of the same level that exist today. */
async function codesLike(usual: string, { units }: Databases): Promise<string[]> {
  const found = await units<{ code: string }[]>`
    select code from administrative_units where valid_to is null and length(code) = ${usual.length} order by code`;
  return found.map(({ code }) => code);
}

async function provincesToday({ units }: Databases): Promise<Variables[]> {
  const found = await units<{ id: string }[]>`
    select id from administrative_units where level = 'PROVINCE' and valid_to is null order by id`;
  return found.map(({ id }) => ({ province: id }));
}

async function agenciesAbove({ units }: Databases): Promise<string[]> {
  const found = await units<{ code: string }[]>`
    select distinct split_part(id, '.', 1) as code from agencies where id like '%.%' order by 1`;
  return found.map(({ code }) => code);
}

async function namesOfUnits({ units }: Databases): Promise<string[]> {
  const found = await units<{ name: string }[]>`
    select distinct lower(name) as name from administrative_units where level = 'COMMUNE' and valid_to is null order by 1 limit 1000`;
  return found.map(({ name }) => name);
}
