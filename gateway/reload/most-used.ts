import { LRUCache } from 'lru-cache';

/** Values by key, those that were used lately, with how often. */
export type MostUsed<Value> = {
  use: (key: string, value: Value) => void;
  /** Those used most often first, at most `count`. */
  top: (count: number) => Value[];
};

/** @param max how many are remembered: of more, those are forgotten that were used longest ago */
export function createMostUsed<Value extends object>(max: number): MostUsed<Value> {
  const entries = new LRUCache<string, { value: Value; uses: number }>({ max });
  return {
    use(key, value) {
      const entry = entries.get(key);
      if (!entry) {
        entries.set(key, { value, uses: 1 });
        return;
      }
      entry.uses += 1;
      entry.value = value;
    },
    top: (count) =>
      [...entries.values()]
        .sort((one, other) => other.uses - one.uses)
        .slice(0, count)
        .map(({ value }) => value),
  };
}
