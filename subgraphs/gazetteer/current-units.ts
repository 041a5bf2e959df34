import { communesOfTheReform } from './address-database.ts';
import { readFacts } from './facts.ts';
import type { Unit, UnitKind } from './gazetteer.ts';
import { kindWords, makeUnit } from './naming.ts';
import { REFORM, reformProvinces } from './provinces.ts';

/** A unit that became another kind of unit, and nothing else. */
export type KindChange = { code: string; kind: UnitKind; from: string; resolution: string };

export function kindChanges(): KindChange[] {
  return readFacts('kind-changes', ['code', 'kind', 'from', 'resolution']).map((row) => {
    if (!(row.kind in kindWords)) throw new Error(`facts/kind-changes.tsv: expected a kind, found ${row.kind}`);
    return { ...row, kind: row.kind as UnitKind };
  });
}

/**
 * The units of 1 July 2025 and their later rows. An unchanged province is one row through the reform (no beginning recorded); a commune is always a new row.
 * `parentId` names the row valid at the commune's beginning: whoever wants the parent on another day looks for the parent's code on that day.
 */
export function currentUnits(): Unit[] {
  const changes = new Map(kindChanges().map((change) => [change.code, change]));
  const provinces = reformProvinces()
    .map(({ code, fullName, unchanged }) =>
      makeUnit(fullName, {
        code,
        level: 'PROVINCE',
        parentId: null,
        validFrom: unchanged ? null : REFORM,
        validTo: null,
      }),
    )
    .flatMap((unit) => withKindChange(unit, changes.get(unit.code)));
  const communes = communesOfTheReform().flatMap(({ ward_code: code, name, province_code }) => {
    const parentId = rowOn(provinces, province_code, REFORM).id;
    const unit = makeUnit(name, { code, level: 'COMMUNE', parentId, validFrom: REFORM, validTo: null });
    const change = changes.get(code);
    const later = change && rowOn(provinces, province_code, change.from).id;
    return withKindChange(unit, change, later);
  });
  return [...provinces, ...communes];
}

function withKindChange(unit: Unit, change: KindChange | undefined, parentId: string | null = null): Unit[] {
  if (!change) return [unit];
  const { code, level, name } = unit;
  if (change.kind === unit.kind) throw new Error(`${code} ${unit.fullName}: expected not to be ${change.kind} already`);
  const fullName = `${kindWords[change.kind]} ${name}`;
  const next = makeUnit(fullName, { code, level, parentId, validFrom: change.from, validTo: null });
  return [{ ...unit, validTo: change.from }, next];
}

function rowOn(rows: Unit[], code: string, date: string): Unit {
  const row = rows.find((unit) => unit.code === code && isValidOn(unit, date));
  if (!row) throw new Error(`expected a unit ${code} on ${date}`);
  return row;
}

/** Whether a row is valid on a day: an end is exclusive, a null is open. */
export function isValidOn(row: { validFrom: string | null; validTo: string | null }, date: string): boolean {
  return (row.validFrom === null || row.validFrom <= date) && (row.validTo === null || date < row.validTo);
}
