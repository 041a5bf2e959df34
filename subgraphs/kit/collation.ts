import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/**
 * A name as Vietnamese orders it (ă after a, đ after d). Give it to the index and to the order alike: PostgreSQL uses an
 * index over an expression for that very expression.
 */
export function byVietnamese(column: AnyPgColumn): SQL {
  return sql`${column} collate "vi-x-icu"`;
}
