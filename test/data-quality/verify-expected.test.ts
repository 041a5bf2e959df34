import { expect, test } from 'vitest';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { expectedFindings } from '../../subgraphs/data-quality/seeded-faults.ts';
import { personKey } from '../../subgraphs/kit/person-key.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { recordId } from '../../subgraphs/population/record-id.ts';

// What the generator injects, as rules and records: by itself, without a database.
const population = createPopulation({ officials: 4_000, personKey: Buffer.alloc(32) });
const expected = [...expectedFindings(population)];
const byRule = Map.groupBy(expected, ({ ruleId }) => ruleId);

test('each record is expected once under a rule', () => {
  const keys = expected.map(({ ruleId, recordId }) => `${ruleId} ${recordId}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('every rule for which something is expected is in the catalogue', () => {
  const known = new Set(rules.map(({ id }) => id));
  expect([...byRule.keys()].filter((ruleId) => !known.has(ruleId))).toEqual([]);
});

test('every rule has a fault to find', () => {
  expect(rules.map(({ id }) => id).filter((ruleId) => !byRule.has(ruleId))).toEqual([]);
});

test('every fault of a person leads to something to find, but staleness, which is its owner’s', () => {
  const foundOf = new Set(expected.map(({ recordId }) => recordId.slice(0, 8)));
  const faults = new Map<string, number>();
  for (const story of population.people()) {
    const ids = [
      recordId('officials', 'official', story.index),
      recordId('social-security', 'insured-person', story.index),
      recordId('labor-employment', 'claim', story.index),
      recordId('labor-employment', 'worker', story.index),
      personKey(story.truth.personalNumber, population.personKey),
    ].map((id) => id.slice(0, 8));
    for (const fault of story.faults)
      if (!ids.some((id) => foundOf.has(id))) faults.set(fault, (faults.get(fault) ?? 0) + 1);
  }
  // A worker's employer is found by its tax code.
  expect([...faults.keys()].sort()).toEqual(['EMPLOYER_STOPPED_CONTRIBUTING', 'STALE']);
});

test('agencies over the quota of excellents are those injected, and those of someone disciplined and rated excellent', () => {
  const injected = new Set([...population.overRatedAgencies()].map(({ agencyId }) => agencyId));
  const excused = new Set<string>();
  for (const story of population.people({ part: 'officials' }))
    if (story.faults.includes('EXCELLENT_WITH_DISCIPLINE'))
      for (const { agencyId } of story.officials()) excused.add(agencyId);
  const over = (byRule.get('excellent-over-quota') ?? []).map(({ recordId }) => recordId);
  expect(over.length).toBeGreaterThan(0);
  expect(over.filter((agencyId) => !injected.has(agencyId) && !excused.has(agencyId))).toEqual([]);
});
