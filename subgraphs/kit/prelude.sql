-- What every database has before its own migrations: search helpers. Run again harmlessly.
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
