import { expect, test } from 'vitest';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { RARE_FAULTS, type RareFault } from '../../subgraphs/population/faults.ts';
import type { LabourRecord } from '../../subgraphs/population/labour-record.ts';
import { rareFaultOf } from '../../subgraphs/population/rare-faults.ts';
import { insuredWithRareFault } from '../../subgraphs/population/rare-faults-of-insured.ts';
import { officialsWithRareFault } from '../../subgraphs/population/rare-faults-of-officials.ts';
import { workerWithRareFault } from '../../subgraphs/population/rare-faults-of-workers.ts';
import { rareRecords } from '../../subgraphs/population/rare-records.ts';
import type { PersonKind } from '../../subgraphs/population/story.ts';
import type { World } from '../../subgraphs/population/world.ts';

// The layer of rare faults by itself: it alters the records of those whom they befall, and hands back those of everyone else.
const population = createPopulation({ officials: 4_000, personKey: Buffer.alloc(32) });
const rareFaults = Object.keys(RARE_FAULTS) as RareFault[];

test('who has no rare fault has the very records that were made, whatever chance has', () => {
  const officials = population.story(0).officials();
  const labour = population.story(population.officials).labour();
  const social = population.story(0).socialSecurity();
  for (const kind of ['OFFICIAL', 'WORKER', 'OTHER'] as PersonKind[])
    for (let index = 0; index < 2_000; index++) {
      const rare = rareRecords({ seed: 2026 } as World, index, { kind, faults: () => ['STALE', 'LATE_UPDATE'] });
      expect(rare.officials(officials)).toBe(officials);
      expect(rare.labour(labour)).toBe(labour);
      expect(rare.socialSecurity(social)).toBe(social);
    }
});

test('each rare fault alters the records of some database, and never the records that it is given', () => {
  const details = { index: 6, formerUnitId: '00001@start', lentNumber: '0100000001' };
  const told = [
    population.story(1).officials(),
    // One with a contract that runs.
    running(),
    population.story(1).socialSecurity(),
  ] as const;
  const before = JSON.stringify(told);
  const [officials, labour, social] = told;
  for (const fault of rareFaults) {
    const altered = [
      officialsWithRareFault(officials, fault, details.index),
      workerWithRareFault(labour, fault, details),
      insuredWithRareFault(social, fault, details),
    ];
    expect(altered.filter((each, at) => each !== told[at]).length, fault).toBe(1);
  }
  expect(JSON.stringify(told)).toBe(before);
});

test('a few in a thousand have a rare fault, each of them some at the size of the tests', () => {
  const counts = new Map<RareFault, number>();
  let people = 0;
  for (const { faults } of population.people()) {
    const fault = rareFaultOf(faults);
    if (!fault) continue;
    people++;
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
  }
  expect(rareFaults.filter((fault) => !counts.has(fault))).toEqual([]);
  expect(people / population.size).toBeGreaterThan(0.005);
  expect(people / population.size).toBeLessThan(0.015);
});

function running(): LabourRecord {
  for (const story of population.people({ part: 'labour' })) {
    const record = story.kind === 'WORKER' ? story.labour() : null;
    if (record?.contracts.some(({ endedOn }) => endedOn === null)) return record;
  }
  throw new Error('nobody works');
}
