import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Pools } from './generate/pools.ts';

type Ask = (query: string) => Promise<{ data?: unknown }>;

/**
 * Cursors that the lists of the schema give in their default order, as pools for `after`: of the root's own and of those under
 * a unit, an agency and an employer.
 */
export async function findCursors(schema: GraphQLSchema, ask: Ask): Promise<Pools> {
  const found: Record<string, string[]> = {};
  const parents = [
    ['Query', (inner: string) => inner],
    ['AdministrativeUnit', (inner: string) => `administrativeUnit(code: "79") { ${inner} }`],
    ['Agency', (inner: string) => `agency(code: "H29") { ${inner} }`],
  ] as const;
  for (const [name, around] of parents) {
    const type = schema.getType(name);
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      if (!field.args.some((argument) => argument.name === 'after')) continue;
      const { data } = await ask(`{ ${around(`${field.name}(first: 3) { edges { cursor } }`)} }`);
      const cursors = [...JSON.stringify(data ?? null).matchAll(/"cursor":"([^"]+)"/g)].map(
        ([, cursor]) => cursor as string,
      );
      const list = `${getNamedType(field.type).name}.after`;
      found[`${name}.${field.name}(after)`] = cursors;
      found[list] = [...(found[list] ?? []), ...cursors];
    }
  }
  return found;
}
