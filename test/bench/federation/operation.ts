import type { Operation } from '../../operations/operations.ts';
import { compareAnswers, compared } from './compare.ts';
import type { Load } from './load.ts';
import type { BenchOptions } from './main.ts';
import { measureTurn, type Places, type Turn, takeTurns } from './measure.ts';
import { newTextTime } from './new-texts.ts';
import { createStream, type Dimensions } from './stream.ts';
import type { Asking, Tier } from './tier.ts';
import { headlines } from './variation.ts';

export type OperationResult = {
  file: string;
  isHeadline: boolean;
  /** How many different bodies there are. */
  bodies: number;
  /** By the tier's name: medians over the rounds. */
  tiers: Record<string, Turn>;
  /** The tiers that answer otherwise, which are not timed. */
  differing: readonly string[];
  /** Milliseconds for a text not seen before, by the tier's name; of the headlines alone. */
  newText: Record<string, number | undefined>;
};

type Options = {
  operation: Operation;
  dimensions: Dimensions;
  tiers: readonly Tier[];
  load: Load;
  options: BenchOptions;
  say: (line: string) => void;
  stopping: AbortSignal;
};

/** Of a turn of a headline query, for each other. */
const shareOfOthers = 1 / 4;

/** One operation in all tiers that know it: answers compared, those that differ left out, each warmed, then by turns, each round in the other order. */
export async function measureOperation(given: Options): Promise<OperationResult> {
  const { operation, dimensions, load, options, say, stopping } = given;
  const { file, text } = operation;
  const stream = createStream(dimensions, options.seed);
  load.addStream({ stream: file, dimensions, seed: options.seed });
  const known = given.tiers.filter((tier) => tier.asking(file, text));
  const differing = await compareAnswers({ tiers: known, file, text, stream, stopping });
  for (const [name, asked] of differing) say(`${file}: ${name} answers otherwise to ${asked}; left out`);
  const tiers = known.filter(({ name }) => !differing.has(name));
  const places: Places = new Map(tiers.map(({ name }) => [`${name} ${file}`, compared]));
  const isHeadline = Object.values<string>(headlines).includes(file);
  const milliseconds = options.seconds * 1_000 * (isHeadline ? 1 : shareOfOthers);
  const turnOf = (tier: Tier) => {
    const asking = tier.asking(file, text) as Asking;
    return measureTurn(tier, { load, stream: file, asking, places, clients: options.clients, milliseconds });
  };
  const medians = await takeTurns(tiers, options.rounds, turnOf);
  const newText: OperationResult['newText'] = {};
  if (isHeadline) for (const tier of tiers) newText[tier.name] = await newTextTime(tier, file, text, stream);
  say(
    `${file}: ${Object.entries(medians)
      .map(([name, { throughput }]) => `${name} ${throughput.toFixed(0)}/s`)
      .join(', ')}`,
  );
  return { file, isHeadline, bodies: stream.size, tiers: medians, differing: [...differing.keys()], newText };
}
