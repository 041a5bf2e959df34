import type { SubgraphContext } from '../define-subgraph.ts';
import type { Loader } from './loader.ts';
import { Thrown } from './recording.ts';

/** A field that a loader gives, as data: the kit asks for all parents of a level at once. */
export type Loaded = {
  loader: (loaders: unknown, args: unknown) => AnyLoader<unknown, unknown>;
  key: (source: unknown) => unknown;
  pick?: (value: unknown, source: unknown, args: unknown) => unknown;
};

/** DataLoader's too; one with `loadAll` is spared a promise for each parent. */
type AnyLoader<Key, Value> = Pick<Loader<Key, Value>, 'load'> & Partial<Pick<Loader<Key, Value>, 'loadAll'>>;

type LoadedField<Loaders, Source, Args, Key, Value> = {
  loader: (loaders: Loaders, args: Args) => AnyLoader<Key, Value>;
  /** What to load for a parent; null for null in the field. */
  key: (source: Source) => Key | null | undefined;
  /** What of the value the field shows; all of it without. Gives no promise. */
  pick?: (value: Value, source: Source, args: Args) => unknown;
};

const declarations = new WeakMap<object, Loaded>();

/**
 * Declares a field (or `__resolveReference`) that shows what a loader gives for a key of its parent. It is an ordinary
 * resolver too, for graphql-js.
 */
export function fromLoader<Loaders, Source, Args, Key, Value>(
  field: LoadedField<Loaders, Source, Args, Key, Value>,
): (source: Source, args: Args, context: Pick<SubgraphContext<Loaders>, 'loaders'>) => Promise<unknown> | null {
  const { loader, key, pick } = field;
  const resolve = (source: Source, args: Args, { loaders }: Pick<SubgraphContext<Loaders>, 'loaders'>) => {
    const wanted = key(source);
    if (wanted === null || wanted === undefined) return null;
    const value = loader(loaders, args).load(wanted);
    return pick ? value.then((loaded) => pick(loaded, source, args)) : value;
  };
  declarations.set(resolve, field as unknown as Loaded);
  return resolve;
}

/** The same for `__resolveReference`, whose parent is the representation. */
export function referenceFromLoader<Loaders, Reference, Key, Value>(
  field: LoadedField<Loaders, Reference, object, Key, Value>,
): (reference: Reference, context: Pick<SubgraphContext<Loaders>, 'loaders'>) => Promise<unknown> | null {
  const resolve = fromLoader(field);
  const resolveReference = (reference: Reference, context: Pick<SubgraphContext<Loaders>, 'loaders'>) =>
    resolve(reference, {}, context);
  declarations.set(resolveReference, field as unknown as Loaded);
  return resolveReference;
}

/** What was declared of a resolver, if anything was. */
export const loadedBy = (resolve: object | undefined): Loaded | undefined => resolve && declarations.get(resolve);

/**
 * Fills in what a field shows for each of its parents: null where a parent has no key, a Thrown where its value cannot be had.
 * Does not reject.
 *
 * @returns whether one is a Thrown
 */
export async function loadFor(
  { loader, key, pick }: Loaded,
  sources: readonly unknown[],
  args: unknown,
  loaders: unknown,
  values: unknown[],
): Promise<boolean> {
  let threw = false;
  const attempt = (index: number, give: () => unknown): unknown => {
    try {
      return give();
    } catch (error) {
      values[index] = new Thrown(error);
      threw = true;
      return undefined;
    }
  };
  const keys: unknown[] = [];
  const at: number[] = [];
  for (let index = 0; index < sources.length; index++) {
    values.push(null);
    const wanted = attempt(index, () => key(sources[index]));
    if (wanted === null || wanted === undefined) continue;
    keys.push(wanted);
    at.push(index);
  }
  if (keys.length === 0) return threw;
  try {
    const from = loader(loaders, args);
    const found = await (from.loadAll?.(keys) ?? Promise.all(keys.map((wanted) => from.load(wanted))));
    for (let n = 0; n < at.length; n++) {
      const index = at[n] as number;
      if (!pick) values[index] = found[n];
      else
        attempt(index, () => {
          values[index] = pick(found[n], sources[index], args);
        });
    }
  } catch (error) {
    for (const index of at) values[index] = new Thrown(error);
    threw = true;
  }
  return threw;
}
