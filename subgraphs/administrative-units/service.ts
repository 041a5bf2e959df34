import { badUserInput } from '../kit/errors.ts';
import type { Loaders, SuccessionStep } from './loaders.ts';
import type { UnitRow } from './tables.ts';

const maxCodes = 1_000;

type Extent = SuccessionStep['extent'];
type Candidate = {
  unit: UnitRow & { asOf: string };
  extent: Extent;
  resolution: string | null;
  effectiveFrom: string;
  merged: boolean;
};
type Resolution = { code: string; status: string; candidates: Candidate[] };

/**
 * What units with these codes on a date have become today, in the order asked. Three statements whatever the number of
 * codes: the units, all steps after them, and the units these lead to.
 *
 * @param on the date on which the codes are read, @param today the date that ends the search, both yyyy-MM-dd
 */
export async function resolveUnits(
  loaders: Loaders,
  codes: string[],
  on: string,
  today: string,
): Promise<Resolution[]> {
  if (codes.length > maxCodes) throw badUserInput(`Argument "codes": expected at most ${maxCodes} codes.`);
  const units = await loaders.unitByCode.loadMany(codes.map((code) => ({ code, on })));
  const former = units.filter((unit): unit is UnitRow & { asOf: string } => {
    if (unit instanceof Error) throw unit;
    return unit !== null;
  });
  const steps = Map.groupBy(
    await loaders.descendants([...new Set(former.map(({ id }) => id))], today),
    ({ fromId }) => fromId,
  );
  const resolutions = units.map(async (unit, index): Promise<Resolution> => {
    const code = codes[index] as string;
    if (unit === null || unit instanceof Error) return { code, status: 'UNKNOWN', candidates: [] };
    const ends = followSteps(unit.id, steps).map(async (end): Promise<Candidate | null> => {
      const found = end.toId === unit.id ? unit : await loaders.unitById.load(end.toId);
      if (!found) return null;
      // A unit that never changed has stood for its code since before the date asked.
      const effectiveFrom = end.effectiveFrom ?? unit.validFrom ?? on;
      return { ...end, effectiveFrom, unit: { ...found, asOf: today } };
    });
    const candidates = (await Promise.all(ends))
      .filter((candidate) => candidate !== null)
      .sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1));
    return { code, status: statusOf(unit, candidates), candidates };
  });
  return Promise.all(resolutions);
}

type End = Pick<SuccessionStep, 'toId' | 'extent' | 'resolution'> & { effectiveFrom: string | null; merged: boolean };

/** The last units reached from a unit, each once, with what the steps on the way amount to. */
function followSteps(id: string, steps: Map<string, SuccessionStep[]>): End[] {
  const ends = new Map<string, End>();
  const follow = (at: End) => {
    const next = steps.get(at.toId) ?? [];
    for (const step of next) follow(joinSteps(at, step));
    if (next.length > 0) return;
    const known = ends.get(at.toId);
    // Two ways into one unit (through two former parts) make up more than either: only "a part" is certain.
    ends.set(at.toId, known ? { ...known, extent: 'PART' } : at);
  };
  follow({ toId: id, extent: 'WHOLE', resolution: null, effectiveFrom: null, merged: false });
  return [...ends.values()];
}

function joinSteps(at: End, step: SuccessionStep): End {
  return {
    toId: step.toId,
    extent: combine(at.extent, step.extent),
    resolution: [at.resolution, step.resolution].filter(Boolean).join('; ') || null,
    effectiveFrom: step.effectiveFrom,
    merged: at.merged || step.sources > 1,
  };
}

/** The extent of two steps together: whole steps change nothing; two partial ones are a part of a part. */
function combine(first: Extent, second: Extent): Extent {
  if (first === 'WHOLE') return second;
  return second === 'WHOLE' ? first : 'PART';
}

function statusOf(unit: UnitRow, candidates: Candidate[]): string {
  if (unit.level === 'DISTRICT') return 'ABOLISHED';
  const [only, ...others] = candidates;
  if (!only) return 'ABOLISHED';
  if (others.length > 0) return 'SPLIT';
  // Names are compared folded: the registers before and after the reform spell many differently (Hoà, Hòa).
  const same =
    only.unit.code === unit.code && only.unit.kind === unit.kind && only.unit.foldedFullName === unit.foldedFullName;
  return same && only.extent === 'WHOLE' && !only.merged ? 'UNCHANGED' : 'MAPPED';
}
