import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';

type Asking = { url: string; token: string };

async function ask({ url, token }: Asking, query: string, variables: object): Promise<never> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: object[] };
  if (errors) throw new Error(`a finding cannot be waived: ${JSON.stringify(errors)}`);
  return data as never;
}

/** Waives an open finding by the API, a write as a data steward makes it; gives its id. */
export async function waiveOne(asking: Asking, quality: Sql): Promise<string> {
  const [finding] = await quality<{ id: string }[]>`select id from findings where state = 'OPEN' order by id limit 1`;
  if (!finding) throw new Error('expected an open finding');
  const variables = { id: finding.id, reason: 'Drill: a write that must be there afterwards' };
  await ask(
    asking,
    'mutation Waive($id: ID!, $reason: String!) { waiveFinding(id: $id, reason: $reason) { state } }',
    variables,
  );
  // What is told of a database may lag behind a write for a moment.
  while (!(await isWaived(quality, finding.id))) await sleep(20);
  return finding.id;
}

export async function isWaived(quality: Sql, id: string): Promise<boolean> {
  return (await quality`select from waivers where finding_id = ${id}`).length > 0;
}
