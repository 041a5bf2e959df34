import { centralAgencies } from './central-agencies.ts';
import type { Agency, Unit } from './gazetteer.ts';
import { localCommittees, provincialCommittees } from './peoples-committees.ts';
import { provincialBodies } from './provincial-bodies.ts';

/**
 * Central agencies with their units; People's Committees of the provinces and communes of today and of the former provinces and districts;
 * provincial departments and public service units. `unitId` is the unit's row on the agency's last day (today's, while the agency exists).
 */
export function buildAgencies(units: Unit[]): Agency[] {
  const committees = provincialCommittees(units);
  const today = committees.filter((committee) => committee.validTo === null);
  return [...centralAgencies(), ...committees, ...provincialBodies(today, units), ...localCommittees(units)];
}
