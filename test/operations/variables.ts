import type { Databases } from './databases.ts';

/** Values for an operation's variables; what is missing has a default in the operation. */
export type Variables = Record<string, unknown>;

/**
 * Sets of variables for operations whose defaults are not enough: ids are looked up, because records differ with the number generated.
 * Together the answers of an operation's sets show something in every field.
 */
const lookups: Record<string, (databases: Databases) => Promise<Variables[]>> = {
  'first-question': async (databases) => {
    const { officialUnits } = await officialInRegister(databases);
    const communes = officialUnits.map((id) => id.split('@', 1)[0]).filter((code) => code?.length === 5);
    return [{}, ...communes.map((code) => ({ code }))];
  },
  'official-across-databases': async (databases) => {
    const [leader] = await databases.officials<{ id: string }[]>`
      select id from officials where title is not null and unit_id is not null order by id limit 1`;
    return [{ id: (await officialInRegister(databases)).id }, { id: leader?.id }];
  },
  'officials-across-databases': async (databases) => [
    {},
    { filter: { unitIds: (await officialInRegister(databases)).officialUnits } },
    { filter: { unitIds: await unitsOfPrivatelyInsured(databases) } },
  ],
  'person-by-number': async (databases) => {
    const [jobless] = await databases.labour<{ number: string }[]>`
      select personal_number as number from workers w join job_seekers s on s.worker_id = w.id
        join unemployment_claims c on c.worker_id = w.id
        join employment_contracts e on e.worker_id = w.id and e.ended_on is not null
      where c.status = 'ENDED' order by w.id limit 1`;
    return [{ number: (await officialInRegister(databases)).number }, { number: jobless?.number }];
  },
  'official-dossier': async ({ officials }) => {
    const [rewarded] = await officials<{ id: string }[]>`
      select id from officials where unit_id is not null and id in (select official_id from rewards) order by id limit 1`;
    const [disciplined] = await officials<{ id: string }[]>`
      select official_id as id from disciplines order by official_id limit 1`;
    return [{ id: rewarded?.id }, { id: disciplined?.id }];
  },
  'officials-in-labour-register': async (databases) => [{ unitIds: (await officialInRegister(databases)).workerUnits }],
  'officials-insured-by-employers': async ({ officials, insurance }) => {
    const people = await officials<{ id: string }[]>`select person_id as id from officials`;
    const employers = await insurance<{ code: string }[]>`
      select distinct employer_tax_code as code from insured_persons
      where employer_tax_code is not null and person_id = any(${people.map(({ id }) => id)}::uuid[]) order by 1`;
    const taxCodes = employers.map(({ code }) => code);
    return [{ taxCodes }, { taxCodes, first: 200 }];
  },
  'officials-under-former-units': async ({ officials }) => {
    const [former] = await officials<{ id: string }[]>`
      select province_id as id from officials where unit_id like '_____@start'
      group by 1 order by count(*) desc, 1 limit 1`;
    return [{}, { provinces: [former?.id] }];
  },
  'officials-under-former-districts': async ({ officials, units }) => {
    const recorded = await officials<
      { id: string }[]
    >`select unit_id as id from officials where unit_id like '___@start'`;
    const [province] = await units`
      select parent_code as code from administrative_units where id = any(${recorded.map(({ id }) => id)})
      group by 1 order by count(*) desc, 1 limit 1`;
    return [{ province: province?.code }];
  },
  'employer-and-its-workers': async ({ labour }) => {
    const [employer] = await labour`
      select employer_tax_code as code from employment_contracts where ended_on is null and expires_on is not null
      group by 1 order by count(*) desc, 1 limit 1`;
    return [{ taxCode: employer?.code }];
  },
  'benefits-and-payers': async ({ units, insurance }) => {
    const today = await units<{ id: string }[]>`
      select id from administrative_units where level = 'PROVINCE' and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
    const provinces = await insurance<{ province: string }[]>`
      select province_id as province from benefits
      where province_id = any(${today.map(({ id }) => id)}) and coalesce(last_month, 'infinity') >= '2026-01-01'
      group by 1 order by count(distinct kind) desc, count(*) desc, 1 limit 3`;
    return [{}, ...provinces];
  },
  'insured-persons-of-agency': async ({ insurance }) => {
    const agencies = await insurance<{ code: string }[]>`
      select agency_id as code from insured_persons where agency_id is not null group by 1 order by count(*) desc, 1 limit 2`;
    return [...agencies, { ...agencies[0], month: '2026-03' }];
  },
  'poor-households-and-social-pensions': async ({ insurance }) => {
    const places = await insurance<{ id: string; province: string }[]>`
      select distinct h.unit_id as id, h.province_id as province from poor_households h join poor_household_members m on m.household_id = h.id
      where m.person_id in (select person_id from social_pensions union select person_id from assistance_grants)`;
    const provinceIds = [...new Set(places.map(({ province }) => province))];
    return [{ unitIds: places.map(({ id }) => id) }, { provinceIds: provinceIds.slice(0, 3) }];
  },
  'open-findings-of-owner': async ({ quality }) => {
    const rows = await quality<
      { owner: string }[]
    >`select distinct owner_id as owner from findings where state = 'OPEN'`;
    const owners = rows.map(({ owner }) => owner);
    return [{ owners }, { language: 'EN' }, { owners, first: 200 }];
  },
  'findings-of-person': async ({ quality }) => {
    const people = await quality<{ id: string }[]>`
      select person_id as id from findings where state = 'OPEN' and person_id is not null
      group by 1 order by count(distinct entity) desc, count(*) desc, 1 limit 2`;
    const insured = await quality<{ id: string }[]>`
      select person_id as id from findings where rule_id = 'duplicate-insured' and state = 'OPEN' order by id limit 1`;
    return [...people, ...insured];
  },
};

/** The sets of variables to run an operation with, at least one; the first is the one to show and to measure. */
export async function variablesOf(file: string, databases: Databases): Promise<[Variables, ...Variables[]]> {
  const [first, ...others] = (await lookups[file]?.(databases)) ?? [];
  return [first ?? {}, ...others];
}

/** Officials whom the labour register wrongly holds: the first by id, and the units of all, as official and as worker. */
async function officialInRegister({ officials, labour }: Databases) {
  const workers = await labour<{ person: string; unit: string }[]>`
    select person_id as person, unit_id as unit from workers w
    where exists (select from employment_contracts where worker_id = w.id and is_main)`;
  const found = await officials<{ id: string; number: string; person: string; unit: string }[]>`
    select id, personal_number as number, person_id as person, unit_id as unit from officials
    where unit_id is not null and person_id = any(${workers.map(({ person }) => person)}::uuid[]) order by id`;
  const people = new Set(found.map(({ person }) => person));
  return {
    id: found[0]?.id,
    number: found[0]?.number,
    officialUnits: [...new Set(found.map(({ unit }) => unit))],
    workerUnits: [...new Set(workers.filter(({ person }) => people.has(person)).map(({ unit }) => unit))],
  };
}

/** Units of officials for whom an employer paid insurance in the last month of the records. */
async function unitsOfPrivatelyInsured({ officials, insurance }: Databases) {
  const paid = await insurance<{ person: string }[]>`
    select distinct p.person_id as person from insured_persons p join contribution_months m on m.insured_person_id = p.id
    where m.employer_tax_code is not null and m.month = '2026-10-01'`;
  const found = await officials<{ unit: string }[]>`
    select distinct unit_id as unit from officials
    where unit_id is not null and person_id = any(${paid.map(({ person }) => person)}::uuid[])`;
  return found.map(({ unit }) => unit);
}
