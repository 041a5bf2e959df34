import { getTableColumns } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Selection } from './selection.ts';

/**
 * What the rows of a type are made of: its table, and which of the row's properties a field is computed from that is no
 * property itself. A field that is neither makes the whole row be read, so nothing is wrong where one was forgotten.
 */
export type RowType = { table: PgTable; fields: Record<string, readonly string[]> };

/** By the type's name. */
export type RowTypes = Record<string, RowType>;

export type Columns = Record<string, PgColumn>;

/** Which columns of a table an operation needs, `always` beside what it selects; all where it is not known. */
export type ColumnsOf = (table: PgTable, always: readonly string[]) => Columns;

export const allColumns: ColumnsOf = (table) => getTableColumns(table);

const made = new WeakMap<Selection, ColumnsOf>();

/** The columns that an operation selects, of the tables of row types; found once for each selection and table. */
export function columnsSelected(rowTypes: RowTypes, selection: Selection | undefined): ColumnsOf {
  if (!selection) return allColumns;
  const found = made.get(selection) ?? createColumnsOf(rowTypes, selection);
  made.set(selection, found);
  return found;
}

function createColumnsOf(rowTypes: RowTypes, selection: Selection): ColumnsOf {
  const byTable = new Map<PgTable, Map<string, Columns>>();
  return (table, always) => {
    const ofTable = byTable.get(table) ?? new Map<string, Columns>();
    byTable.set(table, ofTable);
    const key = always.join();
    const columns = ofTable.get(key) ?? select(rowTypes, selection, table, always);
    ofTable.set(key, columns);
    return columns;
  };
}

function select(rowTypes: RowTypes, selection: Selection, table: PgTable, always: readonly string[]): Columns {
  const all = getTableColumns(table);
  const names = new Set(always);
  const types = Object.entries(rowTypes).filter(([, rowType]) => rowType.table === table);
  // Of a type that is not selected rows are read for another's sake.
  if (types.length === 0 || !types.some(([name]) => selection.has(name))) return all;
  for (const [name, { fields }] of types)
    for (const field of selection.get(name) ?? []) {
      if (field === '__typename') continue;
      const needed = Object.hasOwn(fields, field) ? fields[field] : field in all ? [field] : undefined;
      if (!needed) return all;
      for (const property of needed) names.add(property);
    }
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
}
