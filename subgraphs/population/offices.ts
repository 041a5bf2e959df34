import type { Agency, Gazetteer } from '../gazetteer/gazetteer.ts';
import { UP_TO_DATE_MINISTRIES, UP_TO_DATE_PROVINCES } from './faults.ts';
import { permutation } from './permutation.ts';
import type { Commune, Places, Province } from './places.ts';
import { PURPOSE } from './purpose.ts';
import { firstAbove, hash } from './random.ts';
import { textHash } from './record-id.ts';
import { AS_OF } from './story.ts';

export type OfficeKind = 'COMMUNE' | 'PROVINCIAL' | 'SCHOOL' | 'HOSPITAL' | 'SERVICE' | 'CENTRAL';

/** An agency that has officials, where, and whose records it keeps. */
export type Office = {
  /** Position in the list of offices. */
  index: number;
  agencyId: string;
  agencyName: string;
  kind: OfficeKind;
  /** Null for central agencies. */
  province: Province | null;
  commune: Commune | null;
  unitId: string | null;
  /** True where its owner (ministry or province) does not keep records up to date. */
  stale: boolean;
  /** Number of places, and the first of them. */
  size: number;
  start: number;
};

export type Offices = {
  list: Office[];
  /** Codes of the owners that keep records up to date. */
  upToDateOwners: string[];
  /** The office of official `index`, and which of its places (0 .. size-1) the official holds. */
  placeOf(index: number): { office: Office; place: number };
  /** All offices of a kind in a province. */
  inProvince(provinceCode: string, kind: OfficeKind): readonly Office[];
  /** Agency id of the People's Committee of a former district, by the district's unit id. */
  formerDistrictAgency: Map<string, string>;
};

/**
 * Shares of all officials by kind of office (assumption). Preschools, primary and lower secondary schools belong to the communes
 * since 2025-07-01, so most public employees are the communes'.
 */
const SHARES: Record<OfficeKind, number> = {
  COMMUNE: 0.62,
  PROVINCIAL: 0.12,
  SCHOOL: 0.05,
  HOSPITAL: 0.09,
  SERVICE: 0.04,
  CENTRAL: 0.08,
};

/** From this many officials on, every commune has one at least. */
const EVERY_COMMUNE_FROM = 10_000;

/** Spreads the officials over the agencies valid at AS_OF: the same number of officials always gives the same places. */
export function createOffices(gazetteer: Gazetteer, places: Places, seed: number, officials: number): Offices {
  const valid = gazetteer.agencies.filter(
    ({ validFrom, validTo }) => (validFrom ?? '') <= AS_OF && (validTo === null || validTo > AS_OF),
  );
  const parents = new Set(valid.map(({ parentId }) => parentId));
  const staffed = valid
    .filter((agency) => agency.kind !== 'PEOPLES_COMMITTEE' || agency.level === 'COMMUNE' || !parents.has(agency.id))
    .filter((agency) => agency.level !== 'CENTRAL' || !parents.has(agency.id));
  const upToDate = upToDateOwners(staffed, seed);
  const unitCode = new Map(gazetteer.units.map(({ id, code }) => [id, code]));
  const communeByCode = new Map(places.communes.map((commune) => [commune.code, commune]));
  const list = staffed.map((agency, index): Office => {
    const code = unitCode.get(agency.unitId ?? '') ?? '';
    const own = agency.level === 'COMMUNE' ? (communeByCode.get(code) ?? null) : null;
    const province = places.provinceByCode.get(own?.provinceCode ?? code) ?? null;
    // A school or hospital stands in a commune; its agency serves the province.
    const stands = agency.kind === 'PUBLIC_SERVICE_UNIT' && province;
    const commune = stands
      ? (province.communes[hash(seed, index, PURPOSE.office) % province.communes.length] ?? null)
      : own;
    return {
      index,
      agencyId: agency.id,
      agencyName: agency.name,
      kind: officeKind(agency),
      province,
      commune,
      unitId: commune?.id ?? province?.id ?? null,
      stale: !upToDate.has(owner(agency)),
      size: 0,
      start: 0,
    };
  });
  allot(list, seed, officials);
  const starts = [...list.map(({ start }) => start), Number.POSITIVE_INFINITY];
  const spread = permutation(Math.max(1, officials), seed + 3);
  const byPlace = Map.groupBy(list, ({ province, kind }) => `${province?.code} ${kind}`);
  return {
    list,
    upToDateOwners: [...upToDate],
    placeOf(index) {
      const seat = spread(index);
      // The last office that starts at or before the seat: an empty one starts where the next one does.
      const office = list[firstAbove(starts, seat) - 1] as Office;
      return { office, place: seat - office.start };
    },
    inProvince: (provinceCode, kind) => byPlace.get(`${provinceCode} ${kind}`) ?? [],
    formerDistrictAgency: new Map(
      gazetteer.agencies.filter(({ level }) => level === 'DISTRICT').map(({ id, unitId }) => [unitId ?? '', id]),
    ),
  };
}

/** The ministry or province at the head of an agency's code: G09 of G09.01. */
function owner({ code }: Agency): string {
  return code.split('.', 1)[0] as string;
}

function upToDateOwners(agencies: Agency[], seed: number): Set<string> {
  const first = (central: boolean, count: number) =>
    [...new Set(agencies.filter(({ level }) => (level === 'CENTRAL') === central).map(owner))]
      .sort((a, b) => hash(seed, textHash(a), PURPOSE.owner) - hash(seed, textHash(b), PURPOSE.owner))
      .slice(0, count);
  return new Set([...first(false, UP_TO_DATE_PROVINCES), ...first(true, UP_TO_DATE_MINISTRIES)]);
}

function officeKind({ kind, level, name }: Agency): OfficeKind {
  if (kind === 'PUBLIC_SERVICE_UNIT')
    return /trường|giáo dục/i.test(name) ? 'SCHOOL' : /bệnh|y tế/i.test(name) ? 'HOSPITAL' : 'SERVICE';
  return level === 'COMMUNE' ? 'COMMUNE' : level === 'CENTRAL' ? 'CENTRAL' : 'PROVINCIAL';
}

/** Gives each office its places: in proportion to its kind's share, every commune at least one where there are enough. */
function allot(list: Office[], seed: number, officials: number): void {
  const counts = Map.groupBy(list, ({ kind }) => kind);
  const least = officials >= EVERY_COMMUNE_FROM ? 1 : 0;
  const weightOf = ({ kind }: Office) => SHARES[kind] / (counts.get(kind) as Office[]).length;
  const total = list.reduce((sum, office) => sum + weightOf(office), 0);
  const fixed = (office: Office) => office.kind === 'COMMUNE' && (officials * weightOf(office)) / total < least;
  const reserved = list.filter(fixed).length;
  const rest = list.filter((office) => !fixed(office));
  const restWeight = rest.reduce((sum, office) => sum + weightOf(office), 0);
  for (const office of list) office.size = fixed(office) ? 1 : 0;
  // Rounding the running sum keeps each share even when there are fewer officials than offices.
  let sum = 0;
  const shuffled = rest.toSorted((a, b) => hash(seed, a.index, PURPOSE.office) - hash(seed, b.index, PURPOSE.office));
  for (const office of shuffled) {
    const before = Math.round(sum);
    sum += ((officials - reserved) * weightOf(office)) / restWeight;
    office.size = Math.round(sum) - before;
  }
  let start = 0;
  for (const office of list) {
    office.start = start;
    start += office.size;
  }
  if (start !== officials) throw new Error(`${start} places for ${officials} officials`);
}
