import type { Sql } from 'postgres';

/** Rows that a large table is to have at least. */
export const enough = 200_000;

type Grown = { tables: readonly string[]; grown: readonly string[] };

/**
 * Fills a database with another one's rows, those of `grown` over and over until they are enough: each copy under keys of its
 * own, which are the same in every table, so that a copy's records belong together; with another record's name, and in any
 * commune of today, so that few records do not stand in one place alike. Indexes are built at the end.
 *
 * @param from the address of a filled database on the same server
 * @param to a connection of a superuser to a migrated one of the same subgraph: no trigger fires
 */
export async function growDatabase(from: string, to: Sql, { tables, grown }: Grown): Promise<void> {
  await to.unsafe(`create extension if not exists dblink; set session_replication_role = replica; set synchronous_commit = off;
    set maintenance_work_mem = '256MB'; set work_mem = '64MB'; set default_statistics_target = 1000`);
  const indexes = await to<{ create: string; drop: string }[]>`
    select pg_get_indexdef(indexrelid) as create, format('drop index %s', indexrelid::regclass) as drop
    from pg_index where indrelid = any(${[...tables]}::text[]::regclass[])
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))`;
  for (const { drop } of indexes) await to.unsafe(drop);
  await to.unsafe(`truncate unit_reach, unit_provinces, ${tables.join(', ')}`);
  for (const table of ['unit_reach', 'unit_provinces'])
    await to.unsafe(`insert into ${table} ${rowsOf(from, table, await columnsOf(to, table))}`);
  await to.unsafe(communes);
  for (const table of tables) {
    const columns = await columnsOf(to, table);
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    await to.unsafe(
      `create temporary table staged as select *, row_number() over () - 1 as place from (${rowsOf(from, table, columns)})`,
    );
    const [found] = await to<{ rows: number }[]>`select count(*)::int as rows from staged`;
    const copies = grown.includes(table) && found?.rows ? Math.ceil(enough / found.rows) : 1;
    await to.unsafe(`insert into ${table} (${names}) overriding system value
      select ${columns.map(copyOf).join(', ')} from generate_series(0, ${copies - 1}) as copy cross join staged
      join staged as other on other.place = (staged.place + copy * 37) % ${found?.rows || 1}
      join communes on communes.place = (staged.place * 31 + copy * 97) % (select count(*) from communes);
      drop table staged`);
  }
  for (const { create } of indexes) await to.unsafe(create);
  await to.unsafe('drop extension dblink');
  await to.unsafe('vacuum analyze');
}

type Column = { name: string; type: string };

const columnsOf = (sql: Sql, table: string) => sql<Column[]>`
  select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
  where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;

function rowsOf(from: string, table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const typed = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  return `select * from dblink('${from}', 'select ${names} from ${table}') as given (${typed})`;
}

/** The communes of today with the province that each stands under. */
const communes = `create temporary table communes as
  select commune.unit_id, province.unit_id as province_id, row_number() over () - 1 as place from unit_provinces as commune
  join (select distinct on (province_code) province_code, unit_id from unit_provinces where unit_id like province_code || '@%'
    order by province_code, unit_id like '%start', unit_id desc) as province using (province_code)
  where commune.unit_id like '_____@2025-07-01'`;

/** A column of the copy with a number; the first is the record itself. */
function copyOf({ name, type }: Column): string {
  const column = `staged."${name}"`;
  const ofCopies = (value: string) => `case copy when 0 then ${column} else ${value} end`;
  if (type === 'uuid') return ofCopies(`md5(${column} || '-' || copy)::uuid`);
  if (/(^|_)tax_code$|^record_id$/.test(name)) return ofCopies(`${column} || '-' || copy`);
  if (/^(full_)?name$/.test(name)) return ofCopies(`other."${name}"`);
  if (/^(unit|province)_id$/.test(name))
    return ofCopies(`case when ${column} > '' then communes.${name} else ${column} end`);
  // Of what holds for a time, copies held earlier.
  if (name === 'valid_to') return ofCopies(`now() - copy * interval '1 day'`);
  if (type.startsWith('timestamp')) return `${column} - copy * interval '1 day'`;
  return column;
}
