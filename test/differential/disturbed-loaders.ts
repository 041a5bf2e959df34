import { badUserInput } from '../../subgraphs/kit/errors.ts';
import type { Faults } from './faults.ts';
import { hashOf } from './generate/dice.ts';

type Loader = Record<'load' | 'loadMany' | 'loadAll' | 'clear', ((given: unknown) => Promise<unknown>) | undefined>;
type Decide = (...place: unknown[]) => { isHit: boolean; choice: number };

/**
 * The same loaders, some of which fail, and some of whose rows are missing or hold what their columns never do. A loader fails for all
 * keys, as one statement does; which and how is decided by the seed, the loader's name and arguments, and the key.
 */
export function disturbLoaders<Loaders extends object>(loaders: Loaders, { kind, seed, share }: Faults): Loaders {
  if (kind === 'none') return loaders;
  const decide: Decide = (...place) => {
    const hash = hashOf(JSON.stringify([seed, ...place]));
    return { isHit: (hash >>> 8) / 2 ** 24 < share, choice: hashOf(`${hash}`) };
  };
  return new Proxy(loaders, {
    // Of itself, because a loader is made when it is first asked for.
    get: (of, name) => disturbed(Reflect.get(of, name, of), [name], decide),
  });
}

/** A loader, what gives one for arguments, a list's parts, or something that is waited for. */
function disturbed(given: unknown, place: readonly unknown[], decide: Decide): unknown {
  if (typeof given === 'function') {
    return (...args: unknown[]) => {
      failWhereHit(place.concat(args), decide);
      return disturbed(given(...args), [...place, ...args], decide);
    };
  }
  if (typeof given !== 'object' || given === null) return given;
  if ('load' in given) return disturbedLoader(given as Loader, place, decide);
  if ('then' in given) return (given as Promise<unknown>).then((value) => disturbedValue(value, place, decide));
  const isConnection = Object.values(given).some((part) => typeof part === 'function');
  if (!isConnection || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, part]) => [
      name,
      typeof part === 'function' ? (...args: unknown[]) => disturbedPart(part, [...place, name], args, decide) : part,
    ]),
  );
}

async function disturbedPart(part: (...args: unknown[]) => unknown, place: unknown[], args: unknown[], decide: Decide) {
  failWhereHit(place, decide);
  return disturbedValue(await part(...args), place, decide);
}

function disturbedLoader(loader: Loader, place: readonly unknown[], decide: Decide): Partial<Loader> {
  const one = (key: unknown, value: unknown) => disturbedValue(value, [...place, key], decide);
  const all = (method: 'loadMany' | 'loadAll') => async (keys: unknown) => {
    failWhereHit(place, decide);
    const values = (await loader[method]?.(keys)) as unknown[];
    return values.map((value, index) => one((keys as unknown[])[index], value));
  };
  return {
    load: async (key) => {
      failWhereHit(place, decide);
      return one(key, await loader.load?.(key));
    },
    ...(loader.loadMany && { loadMany: all('loadMany') }),
    ...(loader.loadAll && { loadAll: all('loadAll') }),
    ...(loader.clear && { clear: (key) => loader.clear?.(key) as Promise<unknown> }),
  };
}

function failWhereHit(place: readonly unknown[], decide: Decide): void {
  const { isHit, choice } = decide('fails', ...place);
  if (!isHit) return;
  throw choice % 3 === 0 ? badUserInput('Expected something else.') : new Error('a fault');
}

/** Rows and lists of them. */
function disturbedValue(value: unknown, place: readonly unknown[], decide: Decide): unknown {
  const { isHit, choice } = decide('value', ...place);
  if (Array.isArray(value) && !isHit)
    return value.map((item, index) => disturbedValue(item, [...place, index], decide));
  if (!isHit || typeof value !== 'object' || value === null) return value;
  if (choice % 4 === 0) return null;
  if (choice % 4 === 1) return new Error('a fault as a value');
  if (Array.isArray(value)) return [...value, null];
  // Each by itself: of a row the one side may read more columns than the other.
  const keys = Object.keys(value).filter((key) => hashOf(`${choice} ${key}`) % 4 === 0);
  const odd = [
    undefined,
    null,
    {},
    [],
    'UNKNOWN',
    Number.NaN,
    2 ** 40,
    () => 'called',
    new Error('a fault'),
    () => Promise.resolve(null),
  ];
  // Inherited things stay: a row may be of a class.
  const strange = Object.fromEntries(keys.map((key) => [key, odd[choice % odd.length]]));
  return Object.assign(Object.create(Object.getPrototypeOf(value)), value, strange);
}
