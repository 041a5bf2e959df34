import { type Fault, RARE_FAULTS, type RareFault } from './faults.ts';
import { PURPOSE } from './purpose.ts';
import { uniform } from './random.ts';

/** The rare faults of a kind of people and whom each can befall; each has a part of one draw, the last one's ends at `share`. */
export type RareFaultsOf<Life> = {
  share: number;
  parts: readonly { fault: RareFault; upTo: number; canBefall: (life: Life) => boolean }[];
};

/** The parts lie in the order given: the rates say how wide each is. */
export function rareFaultsOf<Life>(
  rows: readonly (readonly [RareFault, (life: Life) => boolean])[],
): RareFaultsOf<Life> {
  let share = 0;
  const parts = rows.map(([fault, canBefall]) => {
    share += RARE_FAULTS[fault];
    return { fault, upTo: share, canBefall };
  });
  return { share, parts };
}

/** The rare fault that chance has for person `index`, whether it can befall them or not; null for most. */
export function drawnRareFault(seed: number, index: number, faults: RareFaultsOf<never>): RareFault | null {
  return drawnPart(seed, index, faults)?.fault ?? null;
}

/** The rare fault of a person who has no other. Each has its own part of the draw, so it befalls its share of those whom it can. */
export function rareFault<Life>(seed: number, index: number, faults: RareFaultsOf<Life>, life: Life): RareFault | null {
  const part = drawnPart(seed, index, faults);
  return part?.canBefall(life) ? part.fault : null;
}

function drawnPart<Life>(seed: number, index: number, { share, parts }: RareFaultsOf<Life>) {
  const u = uniform(seed, index, PURPOSE.rare);
  return u < share ? parts.find(({ upTo }) => u < upTo) : undefined;
}

/** A number that nobody has: a digit short, or with the prefix of no place. */
export function malformedNumber(personalNumber: string, index: number): string {
  return index % 2 === 0 ? personalNumber.slice(0, -1) : `099${personalNumber.slice(3)}`;
}

/** The rare fault among those of a person, or null. */
export function rareFaultOf(faults: readonly Fault[]): RareFault | null {
  return faults.find((fault): fault is RareFault => fault in RARE_FAULTS) ?? null;
}
