import { communeMappings } from './address-database.ts';
import { buildAgencies } from './agencies.ts';
import { agencyServices } from './agency-services.ts';
import { currentUnits } from './current-units.ts';
import { formerUnits } from './former-units.ts';
import { assertAgencies, assertSuccessions, assertUnits } from './integrity.ts';
import { buildSuccessions } from './successions.ts';

/** Kinds of unit: CITY is a centrally run city (thành phố trực thuộc trung ương), PROVINCIAL_CITY one below a province or city (with Thủ Đức). */
export type UnitKind =
  | 'PROVINCE'
  | 'CITY'
  | 'URBAN_DISTRICT'
  | 'RURAL_DISTRICT'
  | 'TOWN'
  | 'PROVINCIAL_CITY'
  | 'COMMUNE'
  | 'WARD'
  | 'TOWNSHIP'
  | 'SPECIAL_ZONE';

export type UnitLevel = 'PROVINCE' | 'DISTRICT' | 'COMMUNE';

/** One administrative unit during one period; `id` is `code@validFrom`, or `code@start` where the beginning is not recorded. */
export type Unit = {
  id: string;
  code: string;
  /** Without the kind: "Sài Gòn". */
  name: string;
  /** With the kind: "Phường Sài Gòn". */
  fullName: string;
  /** Transliteration with the English kind: "Sai Gon Ward". */
  nameEn: string;
  kind: UnitKind;
  level: UnitLevel;
  /** The row of the parent that was valid at this row's beginning (at 30 June 2025 for a former unit). */
  parentId: string | null;
  validFrom: string | null;
  /** Exclusive end; null while the unit exists. */
  validTo: string | null;
};

export type SuccessionExtent = 'WHOLE' | 'ALL_POPULATION_PART_OF_AREA' | 'PART' | 'PART_OF_AREA' | 'PART_OF_POPULATION';

/** How much of the unit `fromId` went into the unit `toId`, by which resolution ("1656/NQ-UBTVQH15"), from which date. */
export type Succession = {
  fromId: string;
  toId: string;
  extent: SuccessionExtent;
  resolution: string | null;
  effectiveFrom: string;
};

export type AgencyLevel = 'CENTRAL' | 'PROVINCIAL' | 'DISTRICT' | 'COMMUNE';

export type AgencyKind =
  | 'MINISTRY'
  | 'MINISTERIAL_LEVEL_AGENCY'
  | 'GOVERNMENT_AGENCY'
  | 'OTHER_CENTRAL_BODY'
  | 'PEOPLES_COMMITTEE'
  | 'DEPARTMENT'
  | 'PUBLIC_SERVICE_UNIT';

/** An agency; `id` equals `code`, its agency identification code (mã định danh cơ quan, Decision 20/2020/QĐ-TTg). */
export type Agency = {
  id: string;
  code: string;
  name: string;
  nameEn: string;
  level: AgencyLevel;
  kind: AgencyKind;
  /** The unit it serves, a row valid while the agency is; null for a central agency. */
  unitId: string | null;
  parentId: string | null;
  validFrom: string | null;
  /** Exclusive end; null while the agency exists. */
  validTo: string | null;
  /** The reversed form that still circulates: 000.00.00.H38; null where no such form is made. */
  legacyCode: string | null;
};

/** Which unit (by its code, read as of the period) an agency serves from when to when; `validTo` is exclusive. */
export type AgencyService = { agencyId: string; unitCode: string; validFrom: string | null; validTo: string | null };

export type Gazetteer = {
  units: Unit[];
  successions: Succession[];
  agencies: Agency[];
  agencyServices: AgencyService[];
};

let built: Gazetteer | undefined;

/**
 * All units of Vietnam on 30 June 2025 and since, their successions and the agencies; the same arrays at every call, read only.
 * Rows of before the reform are a snapshot: their `validFrom` is null, not the date they were made. Throws where the data is not as expected.
 */
export function buildGazetteer(): Gazetteer {
  built ??= build();
  return built;
}

function build(): Gazetteer {
  const mappings = communeMappings();
  const units = [...formerUnits(mappings), ...currentUnits()];
  assertUnits(units);
  const successions = buildSuccessions(units, mappings);
  assertSuccessions(successions, units);
  const agencies = buildAgencies(units);
  assertAgencies(agencies, units);
  return { units, successions, agencies, agencyServices: agencyServices(agencies) };
}
