import type { Variables } from './stream.ts';
import type { Asking, Tier } from './tier.ts';

/** What is sent: as the clients of the load send it. */
export const bodyOf = ({ query, names }: Asking, variables: Variables): string => {
  const sent = names
    ? Object.fromEntries(Object.entries(names).map(([sent, name]) => [sent, variables[name]]))
    : variables;
  return JSON.stringify(query === undefined ? sent : { query, variables: sent });
};

/** Asks once. Error where the answer is not one in full. */
export async function askOnce(
  { name, url, headers }: Pick<Tier, 'url' | 'headers'> & { name?: string },
  asking: Asking,
  variables: Variables,
): Promise<unknown> {
  const response = await fetch(new URL(asking.path ?? '', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bodyOf(asking, variables),
  });
  const text = await response.text();
  const answer = response.status === 200 ? (JSON.parse(text) as { errors?: object[] }) : undefined;
  if (!answer || answer.errors) throw new Error(`${name}: ${response.status} ${text.slice(0, 1_000)}`);
  return answer;
}
