import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { pricedApi } from './cost/priced.ts';

const { schema, costs } = pricedApi();

/** Lists of objects that say nothing of their size, and why ten is enough for them. */
const short: Record<string, string> = {};

test('every list of objects says how long it is, or is known to be short', () => {
  // A connection's own lists are sized by the field that answers it.
  const sizedBy = new Map<string, readonly string[]>();
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, type, field }))
        : [],
    );
  for (const { at, field } of fields) {
    const sized = costs.lists.get(at)?.sizedFields ?? [];
    if (sized.length > 0) sizedBy.set(getNamedType(field.type).name, sized);
  }
  const unsaid = fields
    .filter(({ field }) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
    .filter(({ at, type, field }) => !costs.lists.has(at) && !sizedBy.get(type.name)?.includes(field.name));
  expect(unsaid.map(({ at }) => at).sort()).toEqual(Object.keys(short).sort());
});

test('every field that answers a page is sized by its argument', () => {
  const pages = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .map((field) => `${type.name}.${field.name}`),
    );
  const size = { assumedSize: null, slicingArguments: ['first'], sizedFields: ['edges', 'nodes'] };
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) expect([page, costs.lists.get(page)]).toEqual([page, size]);
});

test('what reads whole tables is dear', () => {
  const statistics = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) =>
    name.endsWith('Statistics'),
  );
  expect(statistics.length).toBeGreaterThan(4);
  for (const name of statistics) expect(costs.weights.get(`Query.${name}`)).toBeGreaterThanOrEqual(200);
});
