import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayContext } from '../gateway.ts';
import type { Found } from './compile.ts';
import type { Run, Sent, SubgraphAnswer } from './run.ts';

type Source = GraphQLDataSource<GatewayContext>;
type Answered = ReturnType<Source['process']>;
type SubgraphError = { path?: unknown; [key: string]: unknown };
type Representation = Record<string, unknown>;

/** Which place of the answer an error told by a replayed answer is at: the fetch, and the number among the objects it completes. */
export type Told = { fetch: number; place: number };

/** An execution that the stock executor ends. */
export type Replay = { run: Run; told: Map<unknown, Told> };

/** By the request that @apollo/gateway is asked. */
export type Replays = WeakMap<object, Replay>;

/** Errors that one answer tells of representations that stand in several places; the rest are counted. */
const listed = 1_000;

/**
 * The same source, which asks nothing a second time: what a compiled plan has sent is answered from there, each representation in
 * every place where it stands.
 */
export function replaySent(source: Source, replays: Replays): Source {
  return {
    process(options) {
      const replay = 'incomingRequestContext' in options ? replays.get(options.incomingRequestContext) : undefined;
      const answer = replay && replayed(replay, options);
      return answer ? (answer as Answered) : source.process(options as never);
    },
  };
}

function replayed(
  { run, told }: Replay,
  options: GraphQLDataSourceProcessOptions,
): Promise<SubgraphAnswer> | undefined {
  const asked = 'document' in options ? options.document : undefined;
  const fetch = run.plan.fetches.find(({ node }) => node.operationDocumentNode === asked);
  const sent = fetch && run.sent[fetch.index];
  if (!sent) return undefined;
  const representations = options.request.variables?.representations as Representation[] | undefined;
  if (!sent.found || !representations)
    return sent.answer.then((answer) => answer && { ...answer, data: copyOf(answer.data) });
  const places = placesOf(representations, sent.found);
  return places && sent.answer.then((answer) => spread(answer, places, { fetch: fetch.index, told, sent }));
}

/** For each representation that the stock executor sends, its number among those sent; undefined where one was not. */
function placesOf(representations: readonly Representation[], found: Found): number[] | undefined {
  const numbers = new Map(found.representations.map((representation, at) => [JSON.stringify(representation), at]));
  const places = representations.map((representation) => numbers.get(JSON.stringify(representation)));
  return places.every((place) => place !== undefined) ? (places as number[]) : undefined;
}

type Spreading = { fetch: number; told: Map<unknown, Told>; sent: Sent };

function spread(answer: SubgraphAnswer, places: readonly number[], { fetch, told, sent }: Spreading): SubgraphAnswer {
  if (!answer) return answer;
  const { data, errors } = answer as { data?: Record<string, unknown> | null; errors?: unknown };
  const count = sent.found?.representations.length;
  const given = data?._entities;
  // A list of another length must not become one of the right length.
  const entities = !Array.isArray(given)
    ? given
    : given.length === count
      ? places.map((place) => copyOf(given[place]))
      : [];
  const objects = (sent.found?.places ?? []).flatMap((place, at) => (place < 0 ? [] : [at]));
  return {
    ...answer,
    ...(data && { data: { ...data, _entities: entities } }),
    ...(Array.isArray(errors) && {
      errors: spreadErrors(errors, places, (error, place) => told.set(error, { fetch, place: objects[place] ?? -1 })),
    }),
  };
}

function spreadErrors(
  errors: readonly SubgraphError[],
  places: readonly number[],
  tell: (error: SubgraphError, at: number) => void,
): SubgraphError[] {
  const standing = new Map<number, number[]>();
  for (const [at, place] of places.entries()) {
    const known = standing.get(place);
    if (known) known.push(at);
    else standing.set(place, [at]);
  }
  const spread: SubgraphError[] = [];
  let rest = 0;
  for (const error of errors) {
    const path = Array.isArray(error?.path) ? (error.path as (string | number)[]) : [];
    const [field, number, ...below] = path;
    const at = typeof number === 'number' ? standing.get(number) : undefined;
    if (!at) spread.push(error);
    for (const place of at ?? []) {
      if (spread.length >= listed) rest += 1;
      else {
        const there = { ...error, path: [field, place, ...below] };
        tell(there, place);
        spread.push(there);
      }
    }
  }
  const last = errors.at(-1);
  if (rest > 0) spread.push({ ...last, message: `${last?.message} So in ${rest} more places.`, path: undefined });
  return spread;
}

/**
 * The stock executor merges answers into one another. Objects stay of the kind they are, because it asks text of what should be
 * a name; and no key of theirs is anything but a key.
 */
function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(Object.getPrototypeOf(value));
  for (const [key, inner] of Object.entries(value))
    Object.defineProperty(copy, key, { value: copyOf(inner), writable: true, enumerable: true, configurable: true });
  return copy;
}
