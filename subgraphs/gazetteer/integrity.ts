import type { Agency, Succession, Unit } from './gazetteer.ts';

type Period = { validFrom: string | null; validTo: string | null };

/** Throws unless ids are unique, no two rows of a code overlap in time, and each parent was valid at its child's beginning. */
export function assertUnits(units: Unit[]): void {
  const byId = uniqueById(units);
  for (const rows of Map.groupBy(units, (unit) => `${unit.level} ${unit.code}`).values()) {
    for (const [i, row] of rows.entries()) {
      const clash = rows.slice(i + 1).find((other) => overlap(row, other));
      if (clash) throw new Error(`expected ${row.id} and ${clash.id} not to overlap`);
    }
  }
  for (const unit of units) {
    if ((unit.parentId === null) !== (unit.level === 'PROVINCE')) throw new Error(`${unit.id}: expected a parent`);
    if (unit.parentId === null) continue;
    const parent = byId.get(unit.parentId);
    if (!parent || !overlap(unit, parent)) throw new Error(`${unit.id}: expected a valid parent ${unit.parentId}`);
  }
}

/** Throws unless every succession joins a row that ends to a row that begins on its day, and every row that ended has one. */
export function assertSuccessions(successions: Succession[], units: Unit[]): void {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const seen = new Set<string>();
  for (const { fromId, toId, effectiveFrom } of successions) {
    if (byId.get(fromId)?.validTo !== effectiveFrom || byId.get(toId)?.validFrom !== effectiveFrom) {
      throw new Error(`${fromId} -> ${toId}: expected to meet on ${effectiveFrom}`);
    }
    if (seen.has(`${fromId} ${toId}`)) throw new Error(`${fromId} -> ${toId}: expected once`);
    seen.add(`${fromId} ${toId}`);
  }
  const succeeded = new Set(successions.map((succession) => succession.fromId));
  const lost = units.find((unit) => unit.validTo !== null && !succeeded.has(unit.id));
  if (lost) throw new Error(`${lost.id} ${lost.fullName}: expected a successor`);
}

/** Throws unless codes are unique and well formed (Decision 20/2020/QĐ-TTg), and the parent and the unit served are valid while the agency is. */
export function assertAgencies(agencies: Agency[], units: Unit[]): void {
  const agencyById = uniqueById(agencies);
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  for (const agency of agencies) {
    if (agency.id.length > 35 || !/^[A-Z]\d{2}(\.[0-9A-Z]+)*$/.test(agency.code)) {
      throw new Error(`expected an agency code, found ${agency.code}`);
    }
    const linked = [
      agency.parentId === null ? agency : agencyById.get(agency.parentId),
      agency.unitId === null ? agency : unitById.get(agency.unitId),
    ];
    if (linked.some((other) => !other || !overlap(agency, other))) {
      throw new Error(`${agency.id}: expected a valid parent ${agency.parentId} and unit ${agency.unitId}`);
    }
  }
}

function uniqueById<T extends { id: string }>(rows: T[]): Map<string, T> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (byId.size !== rows.length) throw new Error(`expected ${rows.length} different ids, found ${byId.size}`);
  return byId;
}

function overlap(a: Period, b: Period): boolean {
  const before = (one: Period, other: Period) =>
    one.validTo !== null && other.validFrom !== null && one.validTo <= other.validFrom;
  return !before(a, b) && !before(b, a);
}
