import { expect, test } from 'vitest';
import { cardsOf } from '../../gateway/explorer/page/overview/cards.ts';

test('what was not answered is told apart from what there is nothing of', () => {
  const unanswered = cardsOf({});
  expect(unanswered.map(({ score }) => score)).toEqual([null, null, null, null, undefined]);
  expect(unanswered[1]?.fresh).toEqual({ of: 'records', at: null });
  expect(unanswered[2]?.match).toEqual({ with: 'insurance', share: null });
  // Before the first run of the rules.
  const unchecked = cardsOf({ qualityScores: [], living: [], compared: [], qualityParticipation: [] });
  expect(unchecked.map(({ score, living, fresh }) => [score, living, fresh?.at])).toEqual([
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
    [undefined, undefined, null],
    [undefined, undefined, undefined],
  ]);
  expect(unchecked[2]?.match).toBeUndefined();
  // No findings of no checks are no clean data.
  expect(unchecked[4]).toMatchObject({ isUnchecked: true, records: [] });
  expect(unanswered[4]).toMatchObject({ isUnchecked: false, records: [{ count: null }, { count: null }] });
});

test('rates are of what was counted, and the latest date counts', () => {
  const cards = cardsOf({
    officialStatistics: [{ count: 200, matchedCount: 190 }],
    compared: [{ database: 'LABOR_EMPLOYMENT', score: 99.5 }],
    qualityParticipation: [
      { asOf: '2026-11-01', lastUpdatedAt: '2026-10-29T01:00:00.000Z' },
      { asOf: '2026-11-01', lastUpdatedAt: null },
      { asOf: '2026-11-01', lastUpdatedAt: '2026-10-30T01:00:00.000Z' },
    ],
    lastContributions: [
      { lastContributionMonth: '2026-09', count: 10 },
      { lastContributionMonth: '2026-10', count: 5 },
      { lastContributionMonth: null, count: 1 },
    ],
  });
  expect(cards[4]?.isUnchecked).toBe(false);
  expect(cards.map(({ match }) => match?.share)).toEqual([undefined, 0.95, 0.995, undefined, undefined]);
  expect(cards.map(({ fresh }) => fresh?.at)).toEqual([
    undefined,
    '2026-10-30T01:00:00.000Z',
    undefined,
    '2026-10',
    '2026-11-01',
  ]);
});
