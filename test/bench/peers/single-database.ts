import postgres, { type TransactionSql } from 'postgres';
import type { DatabaseUrls } from '../../../subgraphs/kit/database-urls.ts';
import { today } from '../../../subgraphs/kit/today.ts';
import { payOfMonth } from '../../../subgraphs/officials/pay.ts';
import { amountsOf } from '../../../subgraphs/social-security/contribution-amounts.ts';
import type { Databases } from '../../operations/databases.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows are as their statement says
type Row = any;

/** What of the four databases the two headline queries need, as one database of a single owner would hold it. */
const schema = `
  drop schema public cascade; create schema public;
  create table administrative_units (id text primary key, code text not null, full_name text not null,
    parent_id text references administrative_units deferrable initially deferred);
  create table agencies (id text primary key, name text not null, parent_id text references agencies deferrable initially deferred);
  create table job_positions (code text primary key, name text not null, position_group text not null);
  create table employers (tax_code text primary key, name text not null);
  create table workers (id uuid primary key, person_id uuid not null unique, status text not null, registered_on date not null);
  create table main_contracts (worker_id uuid primary key references workers, position text not null, tax_code text not null references employers);
  create table insured_persons (id uuid primary key, person_id uuid not null unique, category text not null,
    contribution_months int not null, insurance_number text);
  create table contributions (insured_person_id uuid references insured_persons, month text, base int not null,
    total int, tax_code text, agency_id text, primary key (insured_person_id, month));
  create table officials (id uuid primary key, full_name text collate "vi-x-icu" not null, category text not null, status text not null,
    title text, rank_code text not null, step int not null, coefficient float8 not null, citizen_match text not null,
    updated_at timestamptz not null, person_id uuid not null, job_position_code text not null references job_positions,
    agency_id text not null references agencies, unit_id text references administrative_units);
  create table monthly_pays (official_id uuid references officials, month text, base_salary int not null, amount int not null,
    expected_insured_base int, primary key (official_id, month));
  create index on officials (full_name, id);
  create index on administrative_units (parent_id); create index on agencies (parent_id);
  create index on officials (person_id); create index on officials (agency_id); create index on officials (unit_id);
  create index on officials (job_position_code); create index on main_contracts (tax_code);
  comment on table officials is
    E'@foreignKey (person_id) references workers (person_id)\\n@foreignKey (person_id) references insured_persons (person_id)';
  comment on table contributions is E'@foreignKey (agency_id) references agencies (id)';
  create function officials_after(after_name text, after_id uuid) returns setof officials language sql stable as $$
    select * from officials where (full_name, id) > (after_name, after_id) order by full_name, id $$;`;

/**
 * Copies the rows that the headline queries can show into one database. What the law makes of others (pay, contributions, parents as
 * of today) is stored, where the subgraphs reckon it for each request: less to do than ours.
 *
 * @param months that are asked, yyyy-MM
 */
export async function fillSingleDatabase(
  { owner }: DatabaseUrls,
  databases: Databases,
  months: readonly string[],
  stopping: AbortSignal,
): Promise<void> {
  const sql = postgres(owner, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(schema);
    await sql.begin(async (all) => {
      for (const [table, read] of Object.entries(tables)) {
        stopping.throwIfAborted();
        await insert(all, table, await read(databases, months));
      }
    });
    await sql.unsafe('vacuum analyze');
  } finally {
    await sql.end();
  }
}

/** Rows of one statement. */
const chunk = 5_000;

async function insert(sql: TransactionSql, table: string, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk)
    await sql`insert into ${sql(table)} select * from jsonb_populate_recordset(null::${sql(table)}, ${sql.json(rows.slice(at, at + chunk))})`;
}

/** In an order in which each refers to what is there. */
const tables: Record<string, (databases: Databases, months: readonly string[]) => Promise<readonly Row[]>> = {
  administrative_units: ({ units }) => units`
    select u.id, u.code, u.full_name, p.id as parent_id from administrative_units u
    left join administrative_units p on p.code = u.parent_code
      and p.validity @> least(u.valid_to - 1, ${today()}::date)`,
  agencies: ({ units }) => units`select id, name, parent_id from agencies`,
  job_positions: ({ officials }) => officials`select code, name, position_group from job_positions`,
  employers: ({ labour }) => labour`select tax_code, name from employers`,
  workers: ({ labour }) => labour`
    select distinct on (person_id) id, person_id, status, registered_on::text from workers order by person_id, updated_on desc, id`,
  main_contracts: ({ labour }) => labour`
    select worker_id, position, employer_tax_code as tax_code from employment_contracts where is_main and worker_id in
      (select distinct on (person_id) id from workers order by person_id, updated_on desc, id)`,
  insured_persons: ({ insurance }) => insurance`
    select distinct on (person_id) id, person_id, category, contribution_months,
      (select insurance_number from insurance_numbers where insured_person_id = p.id
        order by valid_from desc, insurance_number desc limit 1) as insurance_number
    from insured_persons p order by person_id, last_contribution_month desc nulls last, joined_on, id`,
  contributions: readContributions,
  officials: ({ officials }) => officials`
    select id, full_name, category, status, title, rank_code, step, coefficient::float8, citizen_match, updated_at::text, person_id,
      job_position_code, agency_id, unit_id from officials`,
  monthly_pays: readPays,
};

async function readContributions({ insurance }: Databases, months: readonly string[]): Promise<Row[]> {
  const rows = await insurance`
    select insured_person_id, month::text, base, unemployment_insured as "unemploymentInsured",
      employer_tax_code as "employerTaxCode", agency_id as "agencyId" from contribution_months
    where month = any(${months.map((month) => `${month}-01`)}::date[]) and insured_person_id in
      (select distinct on (person_id) id from insured_persons
        order by person_id, last_contribution_month desc nulls last, joined_on, id)`;
  return rows.map((row) => ({
    insured_person_id: row.insured_person_id,
    month: row.month.slice(0, 7),
    base: row.base,
    total: amountsOf(row as never)?.total ?? null,
    tax_code: row.employerTaxCode,
    agency_id: row.agencyId,
  }));
}

async function readPays({ officials }: Databases, months: readonly string[]): Promise<Row[]> {
  const steps = await officials`
    select official_id, coefficient::float8, position_allowance::float8 as "positionAllowance",
      over_frame_percent as "overFramePercent", effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo"
    from salary_steps order by ordinal desc`;
  const stepsOf = Map.groupBy(steps, ({ official_id }) => official_id as string);
  const rows = await officials`select id, hired_on::text as "hiredOn", left_on::text as "leftOn" from officials`;
  const currentMonth = today().slice(0, 7);
  return rows.flatMap((row) =>
    months.flatMap((month) => {
      const pay = payOfMonth(row as never, (stepsOf.get(row.id) ?? []) as never, month, currentMonth);
      if (!pay) return [];
      const { baseSalary: base_salary, amount, expectedInsuredBase: expected_insured_base } = pay;
      return [{ official_id: row.id, month, base_salary, amount, expected_insured_base }];
    }),
  );
}
