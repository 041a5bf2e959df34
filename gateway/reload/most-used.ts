import { LRUCache } from 'lru-cache';

/** Values by key, those that were used lately, with how often. */
export type MostUsed<Value> = {
  use: (key: string, value: Value) => void;
  /** Those used most often first, at most `count`. */
  top: (count: number) => Value[];
};

type Bounds<Value> = {
  /** How many are remembered: of more, those are forgotten that were used longest ago. */
  max: number;
  /** The same for what all of them take, in the unit of `sizeOf`. */
  maxSize: number;
  sizeOf: (value: Value) => number;
};

export function createMostUsed<Value extends object>({ max, maxSize, sizeOf }: Bounds<Value>): MostUsed<Value> {
  const entries = new LRUCache<string, { value: Value; uses: number }>({ max, maxSize });
  return {
    use(key, value) {
      const entry = entries.get(key);
      if (entry) entry.uses += 1;
      else entries.set(key, { value, uses: 1 }, { size: Math.max(1, sizeOf(value)) });
    },
    top: (count) =>
      [...entries.values()]
        .sort((one, other) => other.uses - one.uses)
        .slice(0, count)
        .map(({ value }) => value),
  };
}
