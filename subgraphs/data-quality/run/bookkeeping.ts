import type { Session } from './session.ts';

/**
 * What the run keeps beside the tables that are served, in a schema of its own that no other role reads: how far the staged
 * databases have come, which keys have changed since, and what each rule has seen of that.
 */
const bookkeeping = `
create schema if not exists run;
create sequence if not exists run.staging_numbers;
-- A database (or 'law') as staged last. Numbers grow: a rule that saw number n has to look at what changed after n.
create table if not exists run.stagings (
  database text primary key,
  staging bigint not null,
  -- Since when single changes are not known: the staging that loaded everything.
  whole_at bigint not null,
  -- Since when its reference data is as it is.
  reference_at bigint not null
);
alter table run.stagings drop column if exists landmarks;
-- What has changed since some rule was judged: keys, under the staged table whose rows differ (officials.salary_steps), and
-- values by which these touch others, under the table and its column. Unlogged as the tables: after a crash all is staged anew.
create unlogged table if not exists run.changes (
  database text not null,
  source text not null,
  key text not null,
  staging bigint not null,
  primary key (database, source, key)
);
-- How each rule was judged last, all of it: by which definition, as of which day, and which stagings it had seen; and the sums
-- of its cells, null where a run of a part has changed findings that they do not count.
create table if not exists run.judged (
  rule_id text primary key,
  run_id uuid not null,
  definition text not null,
  as_of date not null,
  seen jsonb not null
);
alter table run.judged add column if not exists checked bigint, add column if not exists found bigint,
  -- As of which days parts have been judged since.
  add column if not exists part_days date[] not null default '{}';
-- What a run was asked for: only the same is resumed.
create table if not exists run.requests (run_id uuid primary key, request text not null);
-- The province of today that one of before is a part of.
create table if not exists run.provinces (id text primary key, today text not null);
create table if not exists run.law_content (only_row boolean primary key default true check (only_row), hash text not null);

-- The id of a finding: a UUID (version 8) of rule, record and part, so the same in every run.
create or replace function run.finding_id(rule text, record text, part text) returns uuid
language sql immutable parallel safe
return (
  select encode(set_byte(set_byte(hash, 6, get_byte(hash, 6) & 15 | 128), 8, get_byte(hash, 8) & 63 | 128), 'hex')::uuid
  from (select substr(sha256(convert_to(rule || '|' || record || '|' || part, 'UTF8')), 1, 16) as hash)
);`;

/** Makes what is missing of the run's own tables. */
export async function prepareBookkeeping(session: Session): Promise<void> {
  await session.run(bookkeeping);
}

/** Sets the day that rules ask for by `as_of()`: a constant, so that PostgreSQL plans with it. */
export async function setAsOf(session: Session, asOf: string): Promise<void> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw new RangeError('as of: expected a day as yyyy-MM-dd');
  await session.run(
    `create or replace function run.as_of() returns date language sql immutable parallel safe return date '${asOf}'`,
  );
}

/** The number of a new staging, larger than all before. */
export async function nextStaging(session: Session): Promise<number> {
  const [row] = await session.rows<{ number: string }>(`select nextval('run.staging_numbers') as number`);
  return Number(row?.number);
}
