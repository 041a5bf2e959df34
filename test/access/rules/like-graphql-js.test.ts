import { buildSchema, defaultFieldResolver, execute, GraphQLError, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { head, holding, startMadeGateway } from './made-gateway.ts';

/*
 * Random operations, answered through the guard and by graphql-js alone, whose resolvers throw where the caller may not see.
 * Data must be the same, and every error of graphql-js be there: it drops those beside a null that has risen, we keep them.
 */

const closed = '@requiresScopes(scopes: [["x"]])';
const types = `
  type Query { a: A b: [B!] c: [[A]!]! d: A! open: Int }
  type A { n: Int m: Int! ${closed} o: Int ${closed} a: A b: B! bs: [B!]! ${closed} l: [A!] }
  type B { n: Int! m: Int ${closed} o: Int! a: A! as: [A] ${closed} b: B }
`;

const leaf = { n: 1, m: 2, o: 3, a: null, b: null, bs: [], as: [], l: [] };
// Depth is bounded by the operations, so that values may go in circles.
type Value = Record<string, unknown>;
const a: Value = { ...leaf };
const b: Value = { ...leaf };
Object.assign(a, { a, b, bs: [b, b], l: [a, { ...leaf, b }] });
Object.assign(b, { a, b: null, as: [a, null] });
const root = { a, b: [b, b], c: [[a, null]], d: a, open: 1 };

/** A small generator of its own, so that a failure comes back with its seed (mulberry32). */
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const fieldsOf: Record<string, Record<string, string | null>> = {
  Query: { a: 'A', b: 'B', c: 'A', d: 'A', open: null },
  A: { n: null, m: null, o: null, a: 'A', b: 'B', bs: 'B', l: 'A' },
  B: { n: null, m: null, o: null, a: 'A', as: 'A', b: 'B' },
};

/** A valid operation: a response name always stands for the same field, so that selections merge. */
function randomOperation(seed: number): string {
  const random = randomOf(seed);
  const fragments: string[] = [];
  const directive = () => ['', '', '', ' @skip(if: $yes)', ' @include(if: $no)', ' @include(if: $yes)'][random(6)];
  const select = (type: string, depth: number): string => {
    const names = Object.keys(fieldsOf[type] as object);
    const parts = Array.from({ length: 1 + random(4) }, () => {
      const kind = random(10);
      if (kind === 0) return `... on ${type}${directive()} { ${select(type, depth)} }`;
      if (kind === 1 && depth < 4) {
        const name = `f${fragments.length}`;
        fragments.push('');
        fragments[Number(name.slice(1))] = `fragment ${name} on ${type} { ${select(type, depth + 1)} }`;
        return `...${name}${directive()}`;
      }
      const name = names[random(names.length)] as string;
      const inner = fieldsOf[type]?.[name];
      const alias = ['', '', `x${name}: `, `__proto__${name}: `][random(4)];
      if (!inner) return `${alias}${name}${directive()}`;
      return depth < 4 ? `${alias}${name}${directive()} { ${select(inner, depth + 1)} }` : '__typename';
    });
    return parts.join(' ');
  };
  const selections = select('Query', 0);
  return `query ($yes: Boolean = true, $no: Boolean = false) { open @include(if: $no) @skip(if: $yes) ${selections} } ${fragments.join(' ')}`;
}

test('random operations are completed as graphql-js completes them', async () => {
  const resolvers = { Query: root };
  const gateway = await startMadeGateway({ a: { typeDefs: `${head()} ${types}`, resolvers: rooted(resolvers.Query) } });
  const schema = buildSchema(types.replaceAll(closed, ''));
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__'))
      for (const field of Object.values(type.getFields()))
        field.resolve =
          types.includes(`${field.name}: ${field.type} ${closed}`) && isClosed(type.name, field.name)
            ? () => {
                throw new GraphQLError('refused');
              }
            : defaultFieldResolver;
  let refused = 0;
  for (let seed = 0; seed < 400; seed += 1) {
    const query = randomOperation(seed);
    const expected = await execute({ schema, document: parse(query), rootValue: root });
    const { text } = await gateway.askText(query, { caller: holding() });
    const answer = JSON.parse(text) as { data: unknown; errors?: { path: string[] }[] };
    const told = `seed ${seed}: ${query}`;
    expect(JSON.stringify(answer.data), told).toBe(JSON.stringify(expected.data));
    const paths = new Set((answer.errors ?? []).map(({ path }) => JSON.stringify(path)));
    const missing = (expected.errors ?? []).filter(({ path }) => !paths.has(JSON.stringify(path)));
    expect(
      missing.map(({ path }) => path?.join('.')),
      told,
    ).toEqual([]);
    expect(paths.size > 0, told).toBe((expected.errors ?? []).length > 0);
    refused += paths.size;
    const whole = await gateway.ask(query, { caller: holding('x') });
    expect(whole.errors, told).toEqual([]);
  }
  expect(refused).toBeGreaterThan(1_000);
  expect(gateway.requests.length).toBeGreaterThan(400);
  await gateway.stop();
});

/** The values as resolvers of the root type. */
const rooted = (values: object) => ({
  Query: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value])),
});

const closedFields = new Set(['A.m', 'A.o', 'A.bs', 'B.m', 'B.as']);
const isClosed = (type: string, field: string) => closedFields.has(`${type}.${field}`);
