import { badUserInput } from '../kit/errors.ts';
import { POVERTY_STANDARDS, type PovertyStandard } from '../law/poverty-standard.ts';

/** A standard of law/poverty-standard.ts as the SDL's PovertyStandard: its name is its id, and the next one ends it. */
export function presentStandard(standard: PovertyStandard) {
  return {
    id: standard.name,
    validFrom: standard.validFrom,
    validTo: POVERTY_STANDARDS[POVERTY_STANDARDS.indexOf(standard) + 1]?.validFrom ?? null,
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

/** Passes on the id of a standard, null without one; BAD_USER_INPUT with the known ones for any other text. */
export function requireStandardId(id: string | null | undefined, argument: string): string | null {
  if (id == null) return null;
  const names = POVERTY_STANDARDS.map(({ name }) => name);
  if (!names.includes(id)) throw badUserInput(`Argument "${argument}": expected one of ${names.join(', ')}.`);
  return id;
}
