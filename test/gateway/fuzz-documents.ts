import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
const pick = <Item>(random: Random, items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
const times = <Item>(count: number, make: () => Item) => Array.from({ length: count }, make);

const splices = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '...',
  '$',
  '@',
  ':',
  '!',
  '"',
  '"""',
  '#',
  '__typename',
  '__proto__',
  'constructor',
  '@skip(if: true)',
  'on',
  'fragment',
  'null',
  '-',
  '1e999',
  '\u0000',
  '\ufeff',
  '\ud800',
  '\u202e',
  'ệ',
  '\\u{110000}',
  '\n',
];

/** A text with a few of its parts lost, doubled, moved or exchanged. */
export function mutate(text: string, random: Random): string {
  let mutated = text;
  for (let left = 1 + Math.floor(random() * 6); left > 0; left--) {
    const from = Math.floor(random() * mutated.length);
    const to = from + Math.floor(random() * random() * 60);
    const [before, part, after] = [mutated.slice(0, from), mutated.slice(from, to), mutated.slice(to)];
    mutated = pick(random, [
      () => before + after,
      () => before + part + part + after,
      () => before + part.split('').reverse().join('') + after,
      () => before + pick(random, splices) + part + after,
      () => before + String.fromCharCode(Math.floor(random() * 0x300)) + after,
      () => before + part.repeat(Math.floor(random() * 40)) + after,
      () => after + part + before,
    ])();
  }
  return mutated;
}

/** A document of the schema's own fields, most of it valid: fragments, aliases, directives, variables and wrong values here and there. */
export function grow(schema: GraphQLSchema, random: Random): string {
  const fragments: string[] = [];
  const chance = (share: number) => random() < share;
  const value = (type: GraphQLInputType, depth: number): string => {
    if (chance(0.03)) return pick(random, ['null', '1', '"x"', '[]', '{}', 'X', '-0', '1e400', '"\\u0000"', '[[[1]]]']);
    if (isNonNullType(type)) return value(type.ofType, depth);
    if (isListType(type)) return `[${times(Math.floor(random() * 3), () => value(type.ofType, depth)).join(' ')}]`;
    if (isEnumType(type)) return pick(random, type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth > 0 && chance(0.3)),
      );
      return `{ ${fields.map((field) => `${field.name}: ${value(field.type, depth - 1)}`).join(' ')} }`;
    }
    if (type.name === 'Int' || type.name === 'Float') return String(Math.floor(random() * 5) + 1);
    if (type.name === 'Boolean') return pick(random, ['true', 'false']);
    return pick(random, ['"79"', '"01"', '"2025-06-30"', '"H29"', '"x"', '"0"']);
  };
  const given = (args: readonly GraphQLArgument[]) => {
    const used = args.filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || chance(0.2));
    return used.length === 0 ? '' : `(${used.map((arg) => `${arg.name}: ${value(arg.type, 2)}`).join(', ')})`;
  };
  const selections = (type: GraphQLNamedOutputType, depth: number): string => {
    const count = 1 + Math.floor(random() * 4);
    return `{ ${chance(0.2) ? '__typename ' : ''}${times(count, () => selection(type, depth)).join(' ')} }`;
  };
  const selection = (type: GraphQLNamedOutputType, depth: number): string => {
    if (chance(0.08)) {
      const name = `F${fragments.length}`;
      fragments.push('');
      fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} ${selections(type, depth - 1)}`;
      return times(1 + Math.floor(random() * 2), () => `...${name}`).join(' ');
    }
    if (isUnionType(type)) {
      const member = pick(random, type.getTypes());
      return `... on ${member.name} ${selections(member, depth - 1)}`;
    }
    if (!(isObjectType(type) || isInterfaceType(type))) return '__typename';
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const field = pick(random, depth > 0 || leaves.length === 0 ? fields : leaves);
    const named = getNamedType(field.type);
    if (!isLeafType(named) && depth <= -2) return '__typename';
    const alias = chance(0.1) ? `${pick(random, ['a', 'b', 'id', '__proto__', 'constructor', 'toString'])}: ` : '';
    const directive = chance(0.05) ? ` @${pick(random, ['skip', 'include'])}(if: ${chance(0.5)})` : '';
    return `${alias}${field.name}${given(field.args)}${directive}${isLeafType(named) ? '' : ` ${selections(named, depth - 1)}`}`;
  };
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no queries');
  const operation = `query ${selections(query, 5)}`;
  return [operation, ...fragments].join('\n');
}
