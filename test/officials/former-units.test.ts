import { expect, test } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';

test('what the filter formerUnits takes for former: a unit below the provinces without a recorded beginning ended in the reform', () => {
  const former = buildGazetteer().units.filter(({ id, level }) => level !== 'PROVINCE' && id.endsWith('@start'));
  // 10,035 communes and 696 districts on 30 June 2025 (Decision 19/2025/QĐ-TTg; domain.md, 3).
  expect(former).toHaveLength(10_035 + 696);
  expect(former.filter(({ id, validTo }) => validTo !== '2025-07-01' || !/^\d{3,5}@start$/.test(id))).toEqual([]);
});
