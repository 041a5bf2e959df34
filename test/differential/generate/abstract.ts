import { getNamedType, isAbstractType, isObjectType } from 'graphql';
import type { Definition } from './fields.ts';

/** Steps to objects of several types: from a list to its page, to an item, to the item's field. */
const most = 2;

const known = new WeakMap<Definition, number>();

/**
 * Those of the fields that lead to an interface or a union soonest, or a step later: of a large schema few do, and random steps seldom
 * arrive there. None where that is far.
 */
export function leadingToAbstract(fields: readonly Definition[]): Definition[] {
  const nearest = Math.min(...fields.map(distance));
  return fields.filter((field) => distance(field) <= Math.min(nearest + 1, most));
}

function distance(field: Definition): number {
  const found = known.get(field) ?? search(field, most);
  known.set(field, found);
  return found;
}

function search(field: Definition, left: number): number {
  const type = getNamedType(field.type);
  if (isAbstractType(type)) return type.name === '_Entity' ? Number.POSITIVE_INFINITY : 0;
  if (left === 0 || !isObjectType(type)) return Number.POSITIVE_INFINITY;
  return 1 + Math.min(...Object.values(type.getFields()).map((one) => search(one, left - 1)));
}
