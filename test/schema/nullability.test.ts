import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { ownersIn } from '../../gateway/explorer/docs/owners.ts';

/**
 * Fields that must be there, alone or in a list, of records of which another database tells something that must be there: when that one
 * is down, such a field takes the record around it along, and a list of them the whole page.
 */
function blanking(api: GraphQLSchema, owners: ReadonlyMap<string, readonly string[]>): string[] {
  const ownersOf = (type: string, field: string) => owners.get(`${type}.${field}`) ?? [];
  const isForeign = (own: readonly string[], type: string, { name, type: result }: GraphQLField<unknown, unknown>) =>
    isNonNullType(result) && !own.every((one) => ownersOf(type, name).includes(one));
  return Object.values(api.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ name, type: result }) => {
        // `[T]` and `T` may be null by themselves; `[T!]` and `T!` may not.
        if (!/!\]*!?$/.test(String(result))) return [];
        const named = getNamedType(result);
        const members = isAbstractType(named) ? api.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
        const own = ownersOf(type.name, name);
        const foreign = members.some((of) =>
          Object.values(of.getFields()).some((field) => isForeign(own, of.name, field)),
        );
        return foreign ? [`${type.name}.${name}: ${result}`] : [];
      }),
    );
}

const [api, supergraph] = ['schema/api.graphql', 'schema/supergraph.graphql'].map((path) =>
  readFileSync(path, 'utf8'),
) as [string, string];

test('no field that must be there holds what another database may fail to tell', () => {
  expect(blanking(buildSchema(api), ownersIn(supergraph))).toEqual([]);
});

test('one that would is found', () => {
  const worse = api.replace(/^( {2}unit): AdministrativeUnit$/gm, '$1: AdministrativeUnit!');
  expect(blanking(buildSchema(worse), ownersIn(supergraph))).toContain('Official.unit: AdministrativeUnit!');
});
