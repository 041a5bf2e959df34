import { clampInsuredBase } from '../law/social-insurance.ts';
import { monthOf } from './calendar.ts';
import { insuredRecords } from './insured.ts';
import type { OtherLife } from './other-life.ts';
import { PURPOSE } from './purpose.ts';
import { integer, type Random, random } from './random.ts';
import type { InsuredRecord } from './social-security-record.ts';
import { AS_OF } from './story.ts';
import { voluntaryMonths } from './voluntary.ts';
import type { World } from './world.ts';

/** Compulsory social insurance began then (Decree 12/CP of 1995, unsure). */
const FIRST = monthOf('1995-01');
/** Share of the insured among elders without a pension, and among people in poor households (assumption). */
const ELDERS = 0.15;
const POOR = 0.3;

/** The record of one without a pension: elders once insured for too few years to have one, younger poor people insured voluntarily; [] for most. */
export function insuredOnce(world: World, index: number, life: OtherLife): InsuredRecord[] {
  const next = random(world.seed, index, PURPOSE.insuredOnce);
  const { truth, province, faults, listing, sort, died } = life;
  if (sort === 'MERIT' || next() >= (listing ? POOR : ELDERS)) return [];
  const born = monthOf(truth.birthDate);
  const person = { index, truth, province, faults };
  if (monthOf(AS_OF) - born < 55 * 12) return voluntary(world, next, person, born);
  const joined = Math.max(FIRST, born + 20 * 12) + integer(next, 0, 60);
  const months = Math.min(integer(next, 13, 150), born + 55 * 12 - joined);
  if (months < 12) return [];
  const status = died === null ? 'PAUSED' : 'NONE';
  const employed = { scheme: 'COMPULSORY', category: 'CONTRACT_WORKER' } as const;
  return insuredRecords(world, next, { ...person, ...employed, contributions: [], joined, months, status });
}

/** On a low base, every month up to now. */
function voluntary(
  world: World,
  next: Random,
  person: Pick<Parameters<typeof insuredRecords>[2], 'index' | 'truth' | 'province' | 'faults'>,
  born: number,
): InsuredRecord[] {
  const joined = Math.max(born + 18 * 12, monthOf('2025-11') - integer(next, 0, 30));
  const contributions = voluntaryMonths(clampInsuredBase(1_500_000 + 500_000 * integer(next, 0, 2), '2026-10'));
  const months = monthOf('2026-11') - joined;
  const kind = { scheme: 'VOLUNTARY', category: 'VOLUNTARY', status: 'CONTRIBUTING' } as const;
  return insuredRecords(world, next, { ...person, ...kind, contributions, joined, months });
}
