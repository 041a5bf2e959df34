import { type GraphQLLeafType, isEnumType } from 'graphql';

/** How deep a scalar of someone's own may be nested, so that nothing that walks it runs out of stack. */
const deepest = 50;

const builtIn: Record<string, (value: unknown) => boolean> = {
  Int: (value) => Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31,
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

/** Whether JSON can be a value of this type; a scalar of someone's own may be anything. */
export function checkLeaf(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) return (value) => typeof value === 'string' && type.getValue(value) !== undefined;
  return Object.hasOwn(builtIn, type.name) ? (builtIn[type.name] as (value: unknown) => boolean) : isShallow;
}

function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < deepest && Object.values(value).every((inner) => isShallow(inner, depth + 1));
}
