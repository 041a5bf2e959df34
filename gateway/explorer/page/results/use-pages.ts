import { parse } from 'graphql';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Answer, Answered, Ask } from '../ask.ts';
import { fetchPages, mayHaveMore, type PagesEnd, type Progress } from './fetch-pages.ts';
import { findConnection, operationOf } from './find-connection.ts';
import type { ListPlace } from './lists.ts';
import { type PagedOperation, pageThroughDocument } from './paged-document.ts';

type Fetched = { of: Answered; answer: Answer; end: PagesEnd };
type Following = { of: Answered; progress: Progress };

/** All pages of the connection that a list belongs to: whether they can be followed, and what came of it. */
export function usePages(answered: Answered, list: ListPlace | undefined, ask: Ask) {
  const [fetched, setFetched] = useState<Fetched>();
  const [following, setFollowing] = useState<Following>();
  const running = useRef<AbortController>(undefined);
  const paged = useMemo(() => pagedOperationOf(answered, list), [answered, list]);
  // Another answer is another question, perhaps of another caller: what is still being fetched belongs to neither.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is what it follows
  useEffect(() => () => running.current?.abort(), [answered]);
  const start = async (operation: PagedOperation) => {
    const stopped = new AbortController();
    running.current = stopped;
    const told = (progress: Progress) => setFollowing({ of: answered, progress });
    told({ fetched: 0, total: null, waiting: 0 });
    const found = await fetchPages({
      paged: operation,
      variables: answered.asked.variables ?? {},
      ask,
      signal: stopped.signal,
      onProgress: told,
    });
    setFetched({ of: answered, ...found });
    setFollowing(undefined);
  };
  const own = fetched?.of === answered ? fetched : undefined;
  return {
    /** With the pages that were fetched, else as it came. */
    answer: own?.answer.data ? own.answer : answered.answer,
    end: own?.end,
    progress: following?.of === answered ? following.progress : undefined,
    start: paged && mayHaveMore(answered.answer, paged.keys) ? () => void start(paged) : undefined,
    stop: () => running.current?.abort(),
  };
}

function pagedOperationOf({ asked }: Answered, list: ListPlace | undefined): PagedOperation | undefined {
  const { query: text, variables = {}, operationName } = asked;
  if (!list) return undefined;
  try {
    const document = parse(text);
    const operation = operationOf(document, operationName);
    const connection = operation?.operation === 'query' ? findConnection(operation, list.keys) : undefined;
    return operation && connection && pageThroughDocument({ text, document, operation, variables }, connection);
  } catch {
    // What the gateway answered with a syntax error has no pages.
    return undefined;
  }
}
