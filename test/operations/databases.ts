import type { Sql } from 'postgres';
import type { Stack } from '../support/stack.ts';

/** The databases, asked directly. */
export type Databases = { units: Sql; officials: Sql; labour: Sql; insurance: Sql; quality: Sql };

/** The clients of a running stack's databases; statements sent through them are not counted as the subgraphs'. */
export function databasesOf({ databases }: Pick<Stack, 'databases'>): Databases {
  const {
    'administrative-units': units,
    officials,
    'labor-employment': labour,
    'social-security': insurance,
    'data-quality': quality,
  } = databases;
  if (!units || !officials || !labour || !insurance || !quality) throw new Error('a database of the stack is missing');
  return { units, officials, labour, insurance, quality };
}
