import type { Answer } from '../ask.ts';
import type { Path } from './answer.ts';

/** Why a cell shows nothing: what was refused or failed must not pass for what is not recorded. */
export type Trouble = { state: 'refused' | 'failed'; message: string };

const refusedCode = 'UNAUTHORIZED_FIELD_OR_TYPE';

/**
 * Finds the error that stands for a null: the one at its place, or below it where a null went up to the next place that may
 * hold one. An answer lists a bounded number of refusals; where it says that there are more, the same field is refused in every row.
 */
export function findTroubles({ errors = [] }: Answer): (path: Path) => Trouble | undefined {
  const byPlace = new Map<string, Trouble>();
  const byField = new Map<string, Trouble>();
  let isCutShort = false;
  for (const { message, path, extensions } of errors) {
    const isRefused = extensions?.code === refusedCode;
    if (!path) isCutShort ||= isRefused;
    if (!path) continue;
    const trouble: Trouble = { state: isRefused ? 'refused' : 'failed', message };
    for (let length = 1; length <= path.length; length++) {
      const key = placeOf(path.slice(0, length));
      if (!byPlace.has(key)) byPlace.set(key, trouble);
    }
    if (isRefused) byField.set(fieldOf(path), trouble);
  }
  return (path) => byPlace.get(placeOf(path)) ?? (isCutShort ? byField.get(fieldOf(path)) : undefined);
}

const placeOf = (path: Path) => path.join('/');
const fieldOf = (path: Path) => path.filter((key) => typeof key === 'string').join('/');
