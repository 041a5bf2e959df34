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
-- How many of what the generator counts by it was asked for; null where it was filled before this was noted.
alter table seed_state add column if not exists size integer;

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
-- For statistics of former and new units alike: the province's row of today, and the unit of today that this one is or went into whole;
-- none of one that was split over several, whose records belong to nobody knows which.
alter table unit_provinces add column if not exists province_today text, add column if not exists unit_today text;
-- The provinces, today's and former ones, in the territory of one: written as the filter `provinceToday` writes it.
create index if not exists unit_provinces_in_territory on unit_provinces (province_today, unit_id) where unit_id like '__@%';

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

-- Who writes, and whether it has a scope: in the claims of a statement that writes alone, and null or false in any other.
create or replace function caller_subject() returns text
language plpgsql stable parallel safe
as $$ begin return convert_from(decode(current_setting('lienthong.claims')::jsonb ->> 'subject', 'hex'), 'UTF8'); end $$;

create or replace function caller_has_scope(scope text) returns boolean
language plpgsql stable parallel safe
as $$ begin return coalesce(current_setting('lienthong.claims')::jsonb -> 'scopes' ? scope, false); end $$;

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

-- What the rules of data quality are told of this database's records (kit/extract.ts): until when they were filled (a position of
-- another epoch tells nothing), and the salt under which a name may leave it as a hash. It never leaves the database.
create table if not exists extract_state (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null default gen_random_uuid(),
  salt text not null default gen_random_uuid() || '.' || gen_random_uuid()
);
insert into extract_state default values on conflict do nothing;

-- Where a key stood once, writers of different records waited for each other there, and for good: such a table is made anew,
-- which begins an epoch (kit/extract-changes.ts).
do $$ begin
  if (select conkey = '{1,2}' from pg_constraint where conrelid = to_regclass('changed_records') and contype = 'p')
  then drop table changed_records cascade; end if;
end $$;

-- Whose records have changed, in which transaction and which table ('' where that was not noted). Rows are added and never
-- updated, so a transaction meets none but its own. Read from some xid on.
create table if not exists changed_records (
  xid xid8 not null,
  kind text not null,
  key text not null,
  source text not null default '',
  primary key (xid, kind, key, source)
);
do $$ begin
  if not exists (select from pg_attribute where attrelid = 'changed_records'::regclass and attname = 'source') then
    alter table changed_records add column source text not null default '', drop constraint changed_records_pkey,
      add primary key (xid, kind, key, source);
  end if;
end $$;

-- Until where no key stands twice: notes before are not looked through again.
alter table extract_state add column if not exists thinned_until xid8 not null default '0';

-- The last note of a key and table tells as much as all of them, from wherever one reads on. Here and not in the trigger: two writers
-- that clear the notes of one key would wait for each other, or fail where they have one snapshot.
do $$
declare
  here xid8 := pg_snapshot_xmin(pg_current_snapshot());
  since xid8 := (select thinned_until from extract_state);
begin
  if exists (select from changed_records where xid >= since) then
    delete from changed_records as note using (
      select kind, key, source, max(xid) as xid from changed_records where xid >= since group by kind, key, source
    ) as last where note.kind = last.kind and note.key = last.key and note.source = last.source and note.xid < last.xid;
    update extract_state set thinned_until = here;
  end if;
end $$;

-- Keys of people: for callers who see all, and by kit/grant.ts for the role of statistics alone where there is one. Once, because it waits for every reader.
do $$
declare closed regclass;
begin
  foreach closed in array '{changed_records,extract_state}'::regclass[] loop
    if not exists (select from pg_policy where polrelid = closed and polname = 'reach')
      or not (select relrowsecurity from pg_class where oid = closed)
    then perform protect(closed, 'false'); end if;
  end loop;
end $$;

-- From here on anything may have changed.
create or replace function begin_epoch() returns void
language sql
begin atomic
  update extract_state set epoch = gen_random_uuid();
  delete from changed_records;
end;

-- The triggers run with their owner's rights: whoever may write a record need not see whose keys have changed.
create or replace function begin_epoch_of_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$ begin perform begin_epoch(); return null; end $$;

-- Notes the keys that the statement in its second argument finds in `changed`, the rows as they were and as they are now.
create or replace function record_changes() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  execute format('insert into changed_records (xid, kind, key, source)
    select pg_current_xact_id(), %L, key, %L from (
      with changed as (%s) select distinct key from (%s) as keys (key) where key is not null) as found
    on conflict do nothing',
    tg_argv[0],
    tg_table_name,
    case tg_op when 'INSERT' then 'table new_rows' when 'DELETE' then 'table old_rows'
      else 'table old_rows union all table new_rows' end,
    tg_argv[1]);
  return null;
end $$;

-- Notes each change of a table's records under the keys that `keys` selects from `changed`. Run again harmlessly. Seeding
-- (kit/seed.ts) turns off the triggers whose name begins so, and begins an epoch instead.
create or replace function track(tracked regclass, kind text, keys text) returns void
language plpgsql
as $$
declare event text;
begin
  foreach event in array '{insert,update,delete}'::text[] loop
    execute format('create or replace trigger %I after %s on %s referencing %s for each statement execute function record_changes(%L, %L)',
      format('track_changes_%s_%s', lower(kind), event), event, tracked,
      case event when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
        else 'old table as old_rows new table as new_rows' end,
      kind, keys);
  end loop;
  execute format('create or replace trigger begin_epoch after truncate on %s for each statement execute function begin_epoch_of_change()', tracked);
end $$;

-- By a column of its own.
create or replace function track_changes(tracked regclass, kind text, key_column text) returns void
language sql
begin atomic
  select track(tracked, kind, format('select %I::text from changed', key_column));
end;

-- By a column of the row that `reference` names, whose table notes its own changes: a row that goes with its parent finds none, but that one has been noted.
create or replace function track_changes_by_parent(tracked regclass, kind text, reference text, parent regclass, key_column text) returns void
language sql
begin atomic
  select track(tracked, kind, format('select parent.%I::text from changed join %s as parent on parent.id = changed.%I', key_column, parent, reference));
end;

-- By a column of the rows of `child` that name it.
create or replace function track_changes_by_child(tracked regclass, kind text, child regclass, reference text, key_column text) returns void
language sql
begin atomic
  select track(tracked, kind, format('select child.%I::text from changed join %s as child on child.%I = changed.id', key_column, child, reference));
end;

-- Reference data, which is read whole: by the table's name.
create or replace function track_reference(tracked regclass) returns void
language sql
begin atomic
  select track(tracked, 'REFERENCE', format('select %L from changed', tracked::text));
end;

-- What only migrations and seeding call. Above all record_changes, which runs any SQL that a trigger hands it, with its owner's
-- rights: whoever makes a trigger needs to be allowed the function, on a temporary table of his own too; whoever fires one does not.
revoke execute on function record_changes(), begin_epoch_of_change(), begin_epoch(), track(regclass, text, text),
  track_changes(regclass, text, text), track_changes_by_parent(regclass, text, text, regclass, text),
  track_changes_by_child(regclass, text, regclass, text, text), track_reference(regclass), protect(regclass, text),
  protect_by_place(regclass, boolean, text, regclass), protect_by_parent(regclass, text, regclass) from public;
