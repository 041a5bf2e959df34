import { isDeepStrictEqual } from 'node:util';
import { askOnce } from './ask.ts';
import type { Stream } from './stream.ts';
import type { Tier } from './tier.ts';

/** Bodies of which the answers are compared. */
export const compared = 50;

/** At once. */
const together = 5;

type Options = { tiers: readonly Tier[]; file: string; text: string; stream: Stream; stopping: AbortSignal };

/**
 * Asks the first bodies of a stream of each tier, and compares the answers with the first tier's.
 *
 * @returns the tiers that once answered otherwise or not in full, by name, with what was asked then
 */
export async function compareAnswers({ tiers, file, text, stream, stopping }: Options): Promise<Map<string, string>> {
  const [first, ...others] = tiers;
  const differing = new Map<string, string>();
  if (!first) return differing;
  const answerOf = async (tier: Tier, index: number) => {
    const answer = await askOnce(tier, tier.asking(file, text) ?? {}, stream.at(index));
    return withoutCursors(tier.dataOf ? tier.dataOf(file, answer as never) : (answer as { data: unknown }).data);
  };
  const count = Math.min(compared, stream.size);
  let next = 0;
  const compare = async () => {
    while (next < count) {
      stopping.throwIfAborted();
      const index = next++;
      const expected = await answerOf(first, index);
      for (const tier of others) {
        if (differing.has(tier.name)) continue;
        const isSame = await answerOf(tier, index).then(
          (found) => isDeepStrictEqual(found, expected),
          () => false,
        );
        if (!isSame) differing.set(tier.name, JSON.stringify(stream.at(index)));
      }
    }
  };
  await Promise.all(Array.from({ length: together }, compare));
  return differing;
}

/** Each way of making cursors is its own. */
function withoutCursors(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner) => (/cursor$/i.test(name) ? undefined : inner));
}
