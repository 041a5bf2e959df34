import type { Dice } from './dice.ts';

/**
 * Names that objects have by themselves, that the gateway's machinery uses, that plans ask for themselves (types and keys), or that
 * are asked for already.
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
  '__typename',
  'id',
  'code',
  'taxCode',
  'data',
  'errors',
  'name',
  'nodes',
];

/** A name for a field in the answer. */
export function chooseAlias(dice: Dice): string {
  return dice.chance(0.5) ? dice.pick(nasty) : `a${dice.below(4)}`;
}
