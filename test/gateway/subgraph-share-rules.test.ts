import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createShares, type Share } from '../../gateway/data-sources/share.ts';

// What takes the clock: it is moved by hand.

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval', 'setImmediate'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function shareOf(shares: ReturnType<typeof createShares>) {
  const told: boolean[] = [];
  const share = shares.create({ slow: 1_000, onHanging: (hangs) => told.push(hangs) });
  const givenUp: string[] = [];
  const ask = (share: Share, mayBeGivenUp = true) => {
    const place = share.enter(
      mayBeGivenUp
        ? ({ outcome }) => {
            givenUp.push(outcome);
            place.leave(false);
          }
        : undefined,
    );
    return place;
  };
  return {
    told,
    givenUp,
    ask: (count: number, mayBeGivenUp?: boolean) => Array.from({ length: count }, () => ask(share, mayBeGivenUp)),
  };
}

test('one that answers, only later than usual, is refused nothing', async () => {
  const busy = shareOf(createShares(20));
  const held = busy.ask(20);
  // Each waits for 2 s in the end, because one is answered after another.
  for (let answered = 0; answered < 200; answered += 1) {
    await pass(100);
    held.shift()?.leave(true);
    held.push(...busy.ask(1));
  }
  expect([busy.told, busy.givenUp]).toEqual([[], []]);
});

test('one slow question among quick ones is no sign of hanging', async () => {
  const share = shareOf(createShares(20));
  share.ask(4);
  for (let round = 0; round < 100; round += 1) {
    const quick = share.ask(12);
    await pass(50);
    for (const place of quick) place.leave(true);
  }
  expect([share.told, share.givenUp]).toEqual([[], []]);
});

test('two that hang have half of the places together, and each its own again once the other answers', async () => {
  const shares = createShares(40);
  const [one, two] = [shareOf(shares), shareOf(shares)];
  const first = one.ask(20);
  await pass(1_500);
  expect(() => one.ask(1)).toThrow('hangs');
  expect(one.givenUp).toEqual([]);
  const second = two.ask(20);
  await pass(1_500);
  expect(() => two.ask(1)).toThrow('hangs');
  expect([one.givenUp.length, two.givenUp.length]).toEqual([10, 10]);
  for (const place of second) place.leave(true);
  await pass(1_500);
  expect(two.told).toEqual([true, false]);
  expect(one.ask(10)).toHaveLength(10);
  expect(() => one.ask(1)).toThrow('hangs');
  for (const place of first) place.leave(true);
});

test('mutations are never given up', async () => {
  const share = shareOf(createShares(20));
  share.ask(15, false);
  share.ask(5);
  await pass(2_000);
  expect(share.givenUp).toEqual(Array(5).fill('timeout'));
  expect(() => share.ask(1)).toThrow('hangs');
});
