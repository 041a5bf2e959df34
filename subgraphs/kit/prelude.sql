-- What every database has before its own migrations: search helpers and row-level security. Run again harmlessly.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- A name as it is searched: no case, no diacritics (which also folds the two ways to place a tone mark, hoà and hòa),
-- no apostrophes, single spaces. NFC first, because unaccent knows composed letters.
create or replace function fold_name(name text) returns text
language sql immutable strict parallel safe
return btrim(regexp_replace(translate(lower(unaccent('unaccent'::regdictionary, normalize(name, NFC))), '''’‘`´', ''), '[^a-z0-9]+', ' ', 'g'));

-- What the generator has filled in: whether it came to its end, and the indexes to build again if it did not.
create table if not exists seed_state (
  only_row boolean primary key default true check (only_row),
  -- Of the key that person keys were made with: another one would find nobody, silently.
  key_fingerprint text not null,
  completed_at timestamptz,
  restore text[] not null default '{}'
);

-- Which records an administrative unit of today answers for: `code` is the unit's, `unit_id` an id as the columns unit_id
-- and province_id hold it, of the unit itself or a former one within it. Filled by subgraphs/unit-reach.ts.
create table if not exists unit_reach (
  code text not null,
  unit_id text not null,
  primary key (code, unit_id)
);

-- The province of today, by its code, that each unit stands under or became a part of: an officer of the province is told that
-- a place holds nobody. Apart from unit_reach, which policies read for each statement and which so stays short.
create table if not exists unit_provinces (
  unit_id text primary key,
  province_code text not null
);

-- Who asks: set for one transaction by the application (kit/session.ts), as kit/claims.ts writes it. Where nothing is set
-- the conversion fails, and the statement with it. Not in SQL, whose text PostgreSQL would take apart in every plan.
create or replace function caller_sees_all() returns boolean
language plpgsql stable parallel safe
as $$ begin return (current_setting('lienthong.claims')::jsonb ->> 'all')::boolean; end $$;

create or replace function caller_agency() returns text
language plpgsql stable parallel safe
as $$ begin return current_setting('lienthong.claims')::jsonb ->> 'agency'; end $$;

-- As an array, because PostgreSQL takes a list of that kind for 100 rows, and reads the whole table for them.
create or replace function caller_units() returns setof text
language sql stable parallel safe rows 10
begin atomic
  select unit_id from unit_reach
  where code = any (array(select jsonb_array_elements_text(current_setting('lienthong.claims')::jsonb -> 'units')));
end;

-- Lets a table's rows be seen through `policy` alone: by everyone, until kit/grant.ts has said which role it is for. Owners
-- are exempt: they migrate and fill, and never serve.
create or replace function protect(protected regclass, policy text) returns void
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', protected);
  execute format('drop policy if exists reach on %s', protected);
  -- Each part in a sub-select of its own: PostgreSQL computes it once a statement, not once a row.
  execute format('create policy reach on %s for select using ((select caller_sees_all()) or %s)', protected, policy);
end $$;

-- Rows that stand in a place: `unit_id` and the province above it. With `agency`, also those of the caller's agency and the
-- agencies below it; with `parent`, also those whose `reference` is a row of it that may be seen.
create or replace function protect_by_place(protected regclass, agency boolean default false, reference text default null, parent regclass default null) returns void
language sql
begin atomic
  select protect(protected, 'province_id in (select caller_units()) or unit_id in (select caller_units())'
    || case when agency then ' or starts_with(agency_id || ''.'', (select caller_agency() || ''.''))' else '' end
    || case when parent is null then '' else format(' or exists (select from %s parent where parent.id = %I offset 0)', parent, reference) end);
end;

-- Rows that belong to a row of another table, and are seen where that one is. `offset 0` makes PostgreSQL look each one up;
-- otherwise it may read the whole other table first, for a page of rows.
create or replace function protect_by_parent(protected regclass, reference text, parent regclass) returns void
language sql
begin atomic
  select protect(protected, format('exists (select from %s parent where parent.id = %I offset 0)', parent, reference));
end;
