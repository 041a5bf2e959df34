import type { OfficialRecord } from '../population/official-record.ts';
import { textHash } from '../population/record-id.ts';
import type { Population } from '../population/story.ts';

/** Room for the indices of officials below the hash in a double of 53 bits. */
const INDICES = 2 ** 21;

/**
 * Officials of one agency who by chance share name, birth date and sex with another person there. Nobody injects them, but
 * at national size there are some. Keeps one number a record: 12 MB for 1.4 million.
 */
export function seededNamesakes(population: Pick<Population, 'story' | 'officials'>) {
  // A second record in a hundred at most.
  const keys = new Float64Array(Math.ceil(population.officials * 1.01) + 100);
  let size = 0;
  return {
    add(index: number, record: OfficialRecord): void {
      keys[size++] = textHash(keyOf(record)) * INDICES + index;
    },
    /** The records, by the index of their person and their number. */
    *found(): Iterable<{ index: number; n: number }> {
      const sorted = keys.subarray(0, size).sort();
      for (let from = 0, to = 0; from < size; from = to) {
        while (to < size && hashAt(sorted, to) === hashAt(sorted, from)) to++;
        if (to - from > 1)
          yield* alike(
            population,
            [...sorted.subarray(from, to)].map((key) => key % INDICES),
          );
      }
    },
  };
}

const hashAt = (sorted: Float64Array, at: number) => Math.floor((sorted[at] as number) / INDICES);

/** Those of some officials that are alike in truth, not by their hash alone, and two people. */
function* alike({ story }: Pick<Population, 'story'>, indices: number[]): Iterable<{ index: number; n: number }> {
  const records = [...new Set(indices)].flatMap((index) =>
    story(index)
      .officials()
      .map((record) => ({ index, n: record.n, key: keyOf(record) })),
  );
  for (const group of Map.groupBy(records, ({ key }) => key).values())
    if (new Set(group.map(({ index }) => index)).size > 1) yield* group;
}

/** Names are alike without case and diacritics, as the databases fold them (fold_name in kit/prelude.sql). */
function keyOf({ agencyId, fullName, birthDate, sex }: OfficialRecord): string {
  const name = fullName
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();
  return `${agencyId} ${name} ${birthDate} ${sex}`;
}
