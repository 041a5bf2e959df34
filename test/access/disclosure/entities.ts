import { expect } from 'vitest';
import type { Caller } from '../../../schema/caller.ts';
import type { Statistics } from './callers.ts';

/** Different people are told apart by 64 bits: this many may by chance pass for five, and are withheld. */
export const fewEnough = 12;

export type Counts = { subgraph: string; type: string; fields: string[]; keys: string };

const place = (table: string) => `select distinct unnest(array[unit_id, province_id]) as id from ${table}`;
export const agencies = (table: string) => `select distinct agency_id as id from ${table} where agency_id is not null`;

/** Every count of people on an entity, and SQL for the entities to ask it of. */
export const counts: Counts[] = [
  {
    subgraph: 'officials',
    type: 'AdministrativeUnit',
    fields: ['officialCount', 'headcount'],
    keys: place('officials'),
  },
  { subgraph: 'officials', type: 'Agency', fields: ['officialCount', 'headcount'], keys: agencies('officials') },
  {
    subgraph: 'labor-employment',
    type: 'AdministrativeUnit',
    fields: ['workerCount', 'unemployed: workerCount(status: UNEMPLOYED)', 'jobSeekerCount'],
    keys: place('workers'),
  },
  {
    subgraph: 'labor-employment',
    type: 'Employer',
    fields: ['registeredWorkers'],
    keys: 'select tax_code as id from employers',
  },
  {
    subgraph: 'social-security',
    type: 'AdministrativeUnit',
    fields: [
      'insuredCount',
      'pensionerCount',
      'socialPensionerCount',
      'assistanceGrantCount',
      'meritPersonCount',
      'poorHouseholdCount',
      'poor: poorHouseholdCount(status: POOR)',
    ],
    keys: place('insured_persons'),
  },
  { subgraph: 'social-security', type: 'Agency', fields: ['insuredCount'], keys: agencies('insured_persons') },
  {
    subgraph: 'social-security',
    type: 'Employer',
    fields: ['contributingWorkers', 'inMonth: contributingWorkers(month: "2026-03")'],
    keys: 'select distinct employer_tax_code as id from insured_persons where employer_tax_code is not null',
  },
];

/** The name of a field in the answer. */
export const responseName = (field: string) => field.split(/[(:]/)[0] as string;

/** The fields of entities, in the order of their ids. */
export async function entitiesOf(one: Statistics, { type, fields }: Counts, caller: Caller, ids: string[]) {
  const key = type === 'Employer' ? 'taxCode' : 'id';
  const { data, errors } = await one.ask(
    caller,
    `query($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields.join(' ')} } } }`,
    { of: ids.map((id) => ({ __typename: type, [key]: id })) },
  );
  expect(errors).toBeUndefined();
  return data._entities as Record<string, number | null>[];
}

/** The ids that SQL finds. */
export const idsOf = async ({ sql }: Statistics, keys: string) =>
  (await sql.unsafe(keys)).map((row) => row.id as string).filter((id) => id !== null);
