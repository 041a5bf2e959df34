import type { Answer, Stack } from '../../support/stack.ts';
import type { Column } from './columns.ts';

/** Asks a running stack with the token of a column, made once. */
export async function askAs(stack: Stack, { role, changes }: Column) {
  const token = role && (await stack.tokenOf(role, changes));
  return (query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
    stack.ask(query, variables, { token });
}

export type Ask = Awaited<ReturnType<typeof askAs>>;
