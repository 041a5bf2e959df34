import { type GraphQLSchema, isObjectType } from 'graphql';
import type { SubgraphContext } from './define-subgraph.ts';
import { propertyResolver } from './property.ts';

/** The scope of those who may see a personal, insurance or card number whole. */
const identifying = 'person:identify';

const shown = 3;

/**
 * Makes every field that the SDL marks `@masked` show its first three characters alone to callers without the scope
 * `person:identify`: `001*********`. Here and not at the gateway, so that the whole value never leaves its owner. Changes
 * the schema in place.
 */
export function maskFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.astNode?.directives?.some(({ name }) => name.value === 'masked')) continue;
      const resolve = field.resolve ?? propertyResolver(field.name);
      field.resolve = (source, args, context: SubgraphContext<unknown>, info) => {
        const value: unknown = resolve(source, args, context, info);
        if (context.caller.scopes.includes(identifying)) return value;
        return value instanceof Promise ? value.then(maskValue) : maskValue(value);
      };
    }
  }
}

/** Numbers are text; anything else would have no first characters to show, and is withheld. */
function maskValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskValue);
  return typeof value === 'string' ? value.slice(0, shown) + '*'.repeat(Math.max(0, value.length - shown)) : null;
}
