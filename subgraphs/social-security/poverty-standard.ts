import { addDays } from '../law/calendar.ts';
import { POVERTY_STANDARDS, type PovertyStandard } from '../law/poverty-standard.ts';

/** A standard of law/poverty-standard.ts as the SDL's PovertyStandard: its name is its id, and the next one ends it. */
export function presentStandard(standard: PovertyStandard) {
  const next = POVERTY_STANDARDS[POVERTY_STANDARDS.indexOf(standard) + 1];
  return {
    id: standard.name,
    validFrom: standard.validFrom,
    validTo: next ? addDays(next.validFrom, -1) : null,
    ruralIncome: standard.rural,
    urbanIncome: standard.urban,
    deprivationsOfPoor: standard.deprivationsOfPoor,
    source: standard.source,
    confirmed: standard.unsure === undefined,
  };
}

/** The standard of a name as records hold it, or null. */
export function povertyStandardById(id: string) {
  const standard = POVERTY_STANDARDS.find(({ name }) => name === id);
  return standard ? presentStandard(standard) : null;
}
