import type { Dice } from './dice.ts';

/**
 * Names that objects have by themselves, that the gateway's machinery uses, or that are asked for already. Not those of keys: under
 * `id: officials { ... }` @apollo/gateway merges the key that it asks for itself with the field, and fails (2.14.4).
 */
const nasty = [
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'toJSON',
  '__proto__',
  'prototype',
  'then',
  'length',
  '_entities',
  'data',
  'errors',
  'name',
  'nodes',
];

/** A name for a field in the answer. */
export function chooseAlias(dice: Dice): string {
  return dice.chance(0.5) ? dice.pick(nasty) : `a${dice.below(4)}`;
}
