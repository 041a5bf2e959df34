import { createHash } from 'node:crypto';
import type { Answer, Stack } from '../support/stack.ts';

/** SHA-256 as clients send it. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** What Apollo's clients send for a text. */
export const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: hashOf(text) } });

type Parameters = { query?: string; documentId?: string; extensions?: object; variables?: object };

/** Sends the same parameters by either transport. */
export async function send(
  { url }: Pick<Stack, 'url'>,
  method: 'GET' | 'POST',
  parameters: Parameters,
  token?: string,
): Promise<Answer & { status: number; code: string | undefined; message: string | undefined; text: string }> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  const response =
    method === 'GET'
      ? await fetch(`${url}?${search}`, { headers })
      : await fetch(url, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(parameters),
        });
  const text = await response.text();
  const answer = JSON.parse(text) as Answer;
  const [first] = answer.errors ?? [];
  return { ...answer, status: response.status, code: first?.extensions.code, message: first?.message, text };
}
