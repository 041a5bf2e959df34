import { useCallback, useEffect, useState } from 'react';
import { createAsk } from '../ask.ts';
import { committedOperation } from '../examples/committed.ts';
import { askHealth, askPart, type Glance, type Health, type Part, parts, type Told } from './parts.ts';

/** Public figures: whoever looks at the page is told the same. */
const ask = createAsk({ token: null, purpose: null });

/** All parts, each as soon as it answers, and once more whenever `again` is called. */
export function useOverview() {
  const [told, setTold] = useState<Partial<Record<Part, Told>>>({});
  const [health, setHealth] = useState<Health>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks anew
  useEffect(() => {
    const gone = new AbortController();
    const query = committedOperation('databases-at-a-glance');
    setTold({});
    setHealth(undefined);
    for (const part of parts)
      askPart(part, query, ask, gone.signal).then((found) => {
        if (found) setTold((known) => ({ ...known, [part]: found }));
      });
    askHealth(gone.signal).then((found) => gone.signal.aborted || setHealth(found));
    return () => gone.abort();
  }, [turn]);
  const glance: Glance = Object.assign({}, ...parts.map((part) => told[part]?.glance));
  return { told, glance, health, again: useCallback(() => setTurn((last) => last + 1), []) };
}
