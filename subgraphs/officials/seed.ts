import { provinceIndex } from '../gazetteer/province-index.ts';
import { personKey } from '../kit/person-key.ts';
import { row, type SeedRow } from '../kit/seed.ts';
import type { OfficialRecord } from '../population/official-record.ts';
import { recordId } from '../population/record-id.ts';
import type { Population } from '../population/story.ts';
import {
  appointments,
  disciplines,
  jobPositions,
  officials,
  payrollQuotas,
  ratings,
  rewards,
  salarySteps,
  trainings,
} from './tables.ts';

type ProvinceOf = (unitId: string | null) => string | null;

/** The rows of the officials database for a population: what the records say, faults included. */
export function* seed(population: Population): Iterable<SeedRow> {
  const index = provinceIndex();
  const provinceOf: ProvinceOf = (unitId) => unitId && index(unitId);
  for (const quota of population.payrollQuotas())
    yield row(payrollQuotas, { ...quota, provinceId: provinceOf(quota.unitId) });
  const positions = new Set<string>();
  for (const story of population.people({ part: 'officials' })) {
    for (const record of story.officials()) {
      const { code, name, nameEn, group } = record.jobPosition;
      if (!positions.has(code)) {
        positions.add(code);
        yield row(jobPositions, { code, name, nameEn, group });
      }
      const id = recordId('officials', 'official', story.index, record.n);
      yield official(id, record, population.personKey, provinceOf);
      yield* histories(id, record);
    }
  }
}

function official(id: string, record: OfficialRecord, key: Buffer, provinceOf: ProvinceOf): SeedRow {
  const { jobPosition, lastPaidMonth, ...same } = record;
  return row(officials, {
    ...same,
    id,
    personId: personKey(record.personalNumber, key),
    provinceId: provinceOf(record.unitId),
    jobPositionCode: jobPosition.code,
    lastPaidMonth: lastPaidMonth && `${lastPaidMonth}-01`,
  });
}

function* histories(officialId: string, record: OfficialRecord): Iterable<SeedRow> {
  for (const [ordinal, entry] of record.appointments.entries())
    yield row(appointments, { ...entry, officialId, ordinal });
  for (const [ordinal, entry] of record.salarySteps.entries())
    yield row(salarySteps, { ...entry, officialId, ordinal });
  for (const [ordinal, entry] of record.trainings.entries()) yield row(trainings, { ...entry, officialId, ordinal });
  for (const [ordinal, entry] of record.rewards.entries()) yield row(rewards, { ...entry, officialId, ordinal });
  for (const [ordinal, entry] of record.disciplines.entries())
    yield row(disciplines, { ...entry, officialId, ordinal });
  for (const entry of record.ratings) yield row(ratings, { ...entry, officialId });
}
