import type { Gazetteer, Unit } from '../gazetteer/gazetteer.ts';
import { AS_OF } from './story.ts';

/** A commune of today with what it was made of. Ids are unit ids, codes unit codes. */
export type Commune = {
  id: string;
  code: string;
  provinceCode: string;
  urban: boolean;
  /** Communes and districts of before 2025-07-01 whose people or area it has. */
  formerCommuneIds: string[];
  formerDistrictIds: string[];
};

export type Province = {
  id: string;
  code: string;
  communes: Commune[];
  /** Provinces of before 2025-07-01 that became another row in the merger; empty where nothing changed. */
  formerIds: string[];
  /** Prefixes of personal numbers registered there: '0' + the former province's code. */
  birthPrefixes: string[];
};

export type Places = {
  provinces: Province[];
  communes: Commune[];
  provinceByCode: Map<string, Province>;
  communeById: Map<string, Commune>;
};

const REFORM = '2025-07-01';

/** The provinces and communes valid at AS_OF, sorted by code, with their predecessors of before the reform. */
export function readPlaces({ units, successions }: Gazetteer): Places {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const predecessors = Map.groupBy(successions, ({ toId }) => toId);
  const former = (unit: Unit): Unit[] => {
    if (isFormer(unit)) return [unit];
    return (predecessors.get(unit.id) ?? []).flatMap(({ fromId }) => former(required(byId, fromId)));
  };
  const today = units.filter(isToday).sort((a, b) => (a.code < b.code ? -1 : 1));
  const provinces = today
    .filter(({ level }) => level === 'PROVINCE')
    .map((unit): Province => {
      const origins = [...new Set(former(unit))];
      return {
        id: unit.id,
        code: unit.code,
        communes: [],
        formerIds: origins.map(({ id }) => id),
        birthPrefixes: (origins.length > 0 ? origins : [unit]).map(({ code }) => `0${code}`),
      };
    });
  const provinceByCode = new Map(provinces.map((province) => [province.code, province]));
  const communes = today
    .filter(({ level }) => level === 'COMMUNE')
    .map((unit): Commune => {
      const origins = former(unit);
      return {
        id: unit.id,
        code: unit.code,
        provinceCode: required(byId, unit.parentId ?? '').code,
        urban: unit.kind === 'WARD',
        formerCommuneIds: [...new Set(origins.filter(({ level }) => level === 'COMMUNE').map(({ id }) => id))],
        formerDistrictIds: [
          ...new Set(origins.map((origin) => (origin.level === 'DISTRICT' ? origin.id : (origin.parentId ?? '')))),
        ],
      };
    });
  for (const commune of communes) required(provinceByCode, commune.provinceCode).communes.push(commune);
  return {
    provinces,
    communes,
    provinceByCode,
    communeById: new Map(communes.map((commune) => [commune.id, commune])),
  };
}

function isFormer({ validTo }: Unit): boolean {
  return validTo !== null && validTo <= REFORM;
}

function isToday({ validFrom, validTo }: Unit): boolean {
  return (validFrom === null || validFrom <= AS_OF) && (validTo === null || validTo > AS_OF);
}

function required<T>(map: Map<string, T>, key: string): T {
  const value = map.get(key);
  if (!value) throw new Error(`the gazetteer names ${key || 'no parent'} but has no such unit`);
  return value;
}
