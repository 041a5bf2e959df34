import type { Answer, AnswerError, Ask } from '../ask.ts';
import { isObject } from './answer.ts';
import { askPatiently } from './ask-patiently.ts';
import type { PagedOperation } from './paged-document.ts';

export type Progress = {
  fetched: number;
  /** Where the operation asks for the total. */
  total: number | null;
  /** Seconds for which the gateway asked to wait; 0 while it answers. */
  waiting: number;
};

/** Why it ended: all pages, as many rows as are kept, stopped by its reader, or by an error (which the answer then holds). */
export type PagesEnd = 'complete' | 'full' | 'stopped' | 'failed';

type FetchOptions = {
  paged: PagedOperation;
  variables: Record<string, unknown>;
  ask: Ask;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  /** Most rows that are kept. */
  limit?: number;
};

/** The most that a page holds. One that would cost too much is asked in halves. */
const longestPage = 200;
const tooDear = new Set(['COST_LIMIT_EXCEEDED', 'OPERATION_TOO_LARGE']);

/** What a browser still shows and saves without trouble. */
export const mostRows = 50_000;

/**
 * Fetches a connection page after page and gives one answer that holds all of it, with the errors of every page at their new places.
 * What was fetched until it ended is kept, however it ended.
 */
export async function fetchPages(options: FetchOptions): Promise<{ answer: Answer; end: PagesEnd }> {
  const { paged, variables, ask, signal, onProgress, limit = mostRows } = options;
  const answer: { data: Record<string, unknown> | null; errors: AnswerError[] } = { data: null, errors: [] };
  let connection: Record<string, unknown> | undefined;
  let size = longestPage;
  let after = paged.start;
  const fetched = () => itemsOf(connection).length;
  const told = (waiting: number) => onProgress({ fetched: fetched(), total: totalOf(connection), waiting });
  while (!signal.aborted) {
    const { query, operationName } = paged;
    const asked = { query, operationName, variables: { ...variables, [paged.first]: size, [paged.after]: after } };
    const page = await askPatiently({ ask, asked, signal, onWait: told });
    if (!page) return { answer, end: 'stopped' };
    const next = connectionIn(page, paged.keys);
    const isTooDear = page.errors?.some(({ extensions }) => tooDear.has(String(extensions?.code))) ?? false;
    if (isTooDear && size > 1) {
      size = Math.ceil(size / 2);
      continue;
    }
    answer.errors.push(...moved(page.errors ?? [], paged.keys, fetched()));
    if (!next) return { answer: answer.data ? answer : page, end: 'failed' };
    if (!connection) {
      answer.data = page.data ?? null;
      connection = next;
    } else for (const [key, value] of Object.entries(next)) extend(connection, key, value);
    told(0);
    const pageInfo = next[paged.pageInfo];
    if (!isObject(pageInfo) || pageInfo.hasNextPage !== true) return { answer, end: 'complete' };
    // A cursor that does not move on would be followed for ever.
    if (typeof pageInfo.endCursor !== 'string' || pageInfo.endCursor === after) return { answer, end: 'failed' };
    if (fetched() >= limit) return { answer, end: 'full' };
    after = pageInfo.endCursor;
  }
  return { answer, end: 'stopped' };
}

/** Whether an answer leaves pages to be fetched, as far as it tells. */
export function mayHaveMore({ data }: Answer, keys: readonly string[]): boolean {
  const connection = connectionIn({ data: data ?? null }, keys);
  const pageInfo = connection?.pageInfo;
  if (isObject(pageInfo) && typeof pageInfo.hasNextPage === 'boolean') return pageInfo.hasNextPage;
  const total = totalOf(connection);
  return connection !== undefined && (total === null || total > itemsOf(connection).length);
}

function connectionIn({ data }: Answer, keys: readonly string[]): Record<string, unknown> | undefined {
  const found = keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data);
  return isObject(found) ? found : undefined;
}

const itemsOf = (connection: Record<string, unknown> | undefined): readonly unknown[] =>
  Object.values(connection ?? {}).find((value) => Array.isArray(value)) ?? [];

const totalOf = (connection: Record<string, unknown> | undefined) =>
  typeof connection?.totalCount === 'number' ? connection.totalCount : null;

/** Lists grow, the rest is as the latest page tells it. */
function extend(connection: Record<string, unknown>, key: string, value: unknown): void {
  const own = connection[key];
  if (Array.isArray(own) && Array.isArray(value)) for (const item of value) own.push(item);
  else connection[key] = value;
}

const moved = (errors: readonly AnswerError[], keys: readonly string[], by: number): AnswerError[] =>
  errors.map((error) => {
    const at = error.path?.[keys.length + 1];
    if (!error.path || typeof at !== 'number' || keys.some((key, depth) => error.path?.[depth] !== key)) return error;
    return { ...error, path: error.path.with(keys.length + 1, at + by) };
  });
