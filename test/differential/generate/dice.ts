/** Choices that are the same for the same seed. */
export type Dice = {
  /** True in this share of all throws. */
  chance: (share: number) => boolean;
  /** A whole number from 0 to below. */
  below: (count: number) => number;
  pick: <Item>(items: readonly Item[]) => Item;
};

/** @param seed any whole number; neighbours give unlike dice */
export function createDice(seed: number): Dice {
  let state = mix(seed | 0);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return mix(state) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    chance: (share) => next() < share,
    below,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[below(items.length)] as (typeof items)[number];
    },
  };
}

/** A number of 32 bits made of a text: the same text, the same number (FNV-1a, mixed). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
