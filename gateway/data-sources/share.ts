import { SubgraphFailure } from './failure.ts';

/** What bounds how many places one subgraph holds while it hangs. */
export type Share = {
  /**
   * Counts a request to the subgraph until `leave` is called. SubgraphFailure `rejected` where it hangs and holds its share.
   *
   * @param giveUp ends the request with what is given; without it the request is never given up
   */
  enter: (giveUp?: (failure: SubgraphFailure) => void) => { leave: (isAnswered: boolean) => void };
};

type ShareOptions = {
  /** Milliseconds after which a request counts as one that hangs, where the subgraph usually answers in less than a fifth of that. */
  slow: number;
  /** Told when it begins to hang with more than its share, and when that is over. */
  onHanging: (isHanging: boolean) => void;
};

type Held = { began: number; giveUp: ((failure: SubgraphFailure) => void) | undefined };

/** So few are no reason to refuse anything, however few places there are. */
const fewest = 8;

/** A subgraph hangs where requests take so many times as long as its answers of late. */
const unusual = 5;

/** What one more answer counts in what is usual. */
const weight = 0.2;

/**
 * Lets subgraphs that hang hold at most half of the gateway's places, all of them together, so that those who do not ask them
 * find one. A circuit breaker sees that only when the first time limits are over, and by then all places may be taken.
 *
 * A subgraph hangs while more than half of what it was asked is older than `slow`, and much older than its answers usually are:
 * one that is busy answers all the time, only later. What is asked of one that hangs beyond its share is refused at once; what it
 * held beyond that when it began to hang (the places were taken before anybody could know) is given up, the oldest first.
 *
 * @param places how many requests the gateway works on at once
 */
export function createShares(places: number): { create: (options: ShareOptions) => Share } {
  const hanging = new Set<object>();
  /** How many each of them may hold; `share` counts as one of them. */
  const allowed = (share: object) => {
    const sharing = hanging.size + (hanging.has(share) ? 0 : 1);
    return Math.max(fewest, Math.floor(places / 2 / sharing));
  };
  return { create: (options) => createShare(options, hanging, allowed) };
}

function createShare(
  { slow, onHanging }: ShareOptions,
  hanging: Set<object>,
  allowed: (share: object) => number,
): Share {
  const share = {};
  // In the order in which they came.
  const held = new Set<Held>();
  let usual = 0;
  let watch: NodeJS.Timeout | undefined;

  const isFull = () => held.size >= allowed(share);
  const hangs = (): boolean => {
    const since = performance.now() - Math.max(slow, usual * unusual);
    let old = 0;
    for (const { began } of held) {
      if (began > since) break;
      old += 1;
    }
    return old * 2 > held.size;
  };
  const tell = (isHanging: boolean) => {
    if (isHanging === hanging.has(share)) return;
    if (isHanging) hanging.add(share);
    else hanging.delete(share);
    onHanging(isHanging);
  };
  const giveUpExcess = () => {
    let excess = held.size - allowed(share);
    for (const { giveUp } of held) {
      if (excess <= 0) return;
      if (!giveUp) continue;
      excess -= 1;
      giveUp(new SubgraphFailure('timeout', 'given up, because it hangs with more than its share', { isFault: true }));
    }
  };
  const look = () => {
    tell(isFull() ? hangs() : hanging.has(share) && hangs());
    if (hanging.has(share)) giveUpExcess();
    else if (!isFull()) {
      clearInterval(watch);
      watch = undefined;
    }
  };
  return {
    enter(giveUp) {
      if (hanging.has(share) && isFull())
        throw new SubgraphFailure('rejected', 'hangs, and holds its share of the places');
      const entry = { began: performance.now(), giveUp };
      held.add(entry);
      // Answers that have arrived while we were busy are read before it is looked at.
      if (isFull()) watch ??= setInterval(() => setImmediate(look), slow / 4).unref();
      return {
        leave(isAnswered) {
          held.delete(entry);
          if (isAnswered) usual += weight * (performance.now() - entry.began - usual);
        },
      };
    },
  };
}
