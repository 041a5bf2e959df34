import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import { copyIn } from './copy-in.ts';

type CopyColumn = { property: string; column: PgColumn };

/** The columns that a row brings, in order: generated ones are PostgreSQL's. */
function copyColumns(table: PgTable): CopyColumn[] {
  return Object.entries(getTableColumns(table))
    .filter(([, column]) => !column.generated)
    .map(([property, column]) => ({ property, column }));
}

/** Collects rows of one table as COPY text, to be sent in pieces. */
export function createCopyBuffer(table: PgTable) {
  const columns = copyColumns(table);
  const names = columns.map(({ column }) => `"${column.name}"`).join(', ');
  let text = '';
  return {
    /** Adds a row; returns the characters that wait. */
    add(row: Record<string, unknown>): number {
      for (let index = 0; index < columns.length; index++) {
        const { property, column } = columns[index] as CopyColumn;
        text += (index === 0 ? '' : '\t') + encode(row[property], column);
      }
      text += '\n';
      return text.length;
    },
    /** Takes what waits as one COPY, to be run on any connection. */
    take(): (sql: Sql) => Promise<void> {
      const taken = text;
      text = '';
      return async (sql) => {
        if (taken === '') return;
        await copyIn(sql.unsafe(`copy "${getTableName(table)}" (${names}) from stdin`), [taken]);
      };
    },
  };
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeText = (text: string) =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] as string) : text;

function encode(value: unknown, column: PgColumn): string {
  if (value === undefined || value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  return escapeText(String(column.mapToDriverValue(value)));
}
