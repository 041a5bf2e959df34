import { expect, test } from 'vitest';
import { synchronisationDeadline } from '../../subgraphs/law/deadlines.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';

test('a late update is late also where holidays put its last day off', () => {
  const population = createPopulation({ officials: 1_436_507, personKey: Buffer.alloc(32) });
  const updates: { due: string; updated: string }[] = [];
  for (let index = 0; index < 60_000; index++) {
    const story = population.story(index);
    if (!story.faults.includes('LATE_UPDATE')) continue;
    for (const { lastDecisionOn, updatedAt } of story.officials())
      if (lastDecisionOn === '2026-08-28')
        updates.push({ due: synchronisationDeadline(lastDecisionOn), updated: updatedAt.slice(0, 10) });
  }
  // 31 August to 2 September were holidays.
  expect(new Set(updates.map(({ due }) => due))).toEqual(new Set(['2026-09-07']));
  // One day after at the earliest, which occurs.
  expect(updates.map(({ updated }) => updated).sort()[0]).toBe('2026-09-08');
});
