import type { Database } from './database.ts';

/**
 * How a loader is made for a request. A recipe is made once, with the subgraph: what depends on tables, columns and orders alone is
 * worked out then, and for a request only what it asks for is made.
 */
export type Recipe<Made> = (db: Database) => Made;

/** A subgraph's loaders by name. */
export type Recipes = Record<string, Recipe<NonNullable<unknown>>>;

/** What recipes make for one request. */
export type LoadersOf<Named extends Recipes> = { readonly [Name in keyof Named]: ReturnType<Named[Name]> };

/** Gives a request its loaders: each is made when it is first asked for, and then stays the same. */
export function prepareLoaders<Named extends Recipes>(recipes: Named): (db: Database) => LoadersOf<Named> {
  const named = Object.entries(recipes);
  // A class, because properties of objects that all have one shape are found fastest, and a request asks for few of many.
  class Loaders {
    readonly #db: Database;
    readonly #made: NonNullable<unknown>[] = new Array(named.length);

    constructor(db: Database) {
      this.#db = db;
    }

    static {
      for (const [place, [name, recipe]] of named.entries())
        Object.defineProperty(Loaders.prototype, name, {
          enumerable: true,
          get(this: Loaders) {
            this.#made[place] ??= recipe(this.#db);
            return this.#made[place];
          },
        });
    }
  }
  return (db) => new Loaders(db) as object as LoadersOf<Named>;
}

/** One loader for each list of arguments, made when first asked for: fields with equal arguments share a statement. */
export function each<Arguments extends unknown[], Made>(
  make: (db: Database, ...args: Arguments) => Made,
): Recipe<(...args: Arguments) => Made> {
  return (db) => {
    const made = new Map<string, Made>();
    return (...args) => {
      const key = JSON.stringify(args);
      const loader = made.get(key) ?? make(db, ...args);
      made.set(key, loader);
      return loader;
    };
  };
}
