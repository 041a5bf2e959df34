import {
  type CompositeType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type LeafType,
  type ListType,
  type ObjectType,
  type Operation,
  possibleRuntimeTypes,
  type SelectionSet,
  type Type,
} from '@apollo/federation-internals';
import { fieldOf, type Held, identity, pairs, pick, quote, readField } from './code.ts';
import { collectGroups } from './collect-groups.ts';
import type { Conditions } from './conditions.ts';
import type { PlannedFetch } from './plan-shape.ts';
import { sourceOf } from './sources.ts';
import { Unsupported } from './unsupported.ts';

/** Functions written for one plan: more than any operation within the gateway's limits takes, unless its types multiply. */
const most = 4_000;

/** GraphQL's own scalars; of others any value is one. */
const scalars = new Map([
  ['String', 'string'],
  ['ID', 'id'],
  ['Int', 'int'],
  ['Float', 'float'],
  ['Boolean', 'boolean'],
]);

type Options = {
  operation: Operation;
  conditions: Conditions;
  fetches: readonly PlannedFetch[];
  /** Values of enums, to which the code refers by number: added to. */
  enums: Set<string>[];
};

/** The selections of a value, and the way to it in the answer. */
type Place = { selections: readonly SelectionSet[]; path: readonly string[] };

/**
 * Code that makes the answer of what the fetches were answered, in one pass and in the order of the operation: functions, and the
 * expression that gives the answer's data. It throws `fail` for all that is not a value of its type in its place.
 */
export function writeAnswer({ operation, conditions, fetches, enums }: Options): { functions: string; data: string } {
  const functions: string[] = [];
  const byPath = Map.groupBy(
    fetches.filter(({ keys }) => keys),
    ({ path }) => path.join(),
  );
  const enumsByName = new Map<string, number>();
  const define = (write: (name: string) => string): string => {
    if (functions.length >= most) throw new Unsupported('size');
    const at = functions.push('') - 1;
    functions[at] = write(`make${at}`);
    return `make${at}`;
  };

  /** An expression for a value of this type. */
  const value = (type: Type, held: readonly Held[], place: Place): string => {
    const codes = held.map(({ code }) => code);
    if (isNonNullType(type)) return `known(${value(type.ofType, held, place)})`;
    if (held.length === 0) return 'null';
    if (isListType(type)) return `${list(type, held, place)}(${codes.join(', ')})`;
    if (isCompositeType(type)) return `${composite(type, held, place)}(${codes.join(', ')})`;
    return leaf(type as LeafType, pick(codes));
  };
  const leaf = (type: LeafType, code: string): string => {
    if (type.kind === 'ScalarType') return `${scalars.get(type.name) ?? 'any'}(${code})`;
    const at = enumsByName.get(type.name) ?? enums.push(new Set(type.values.map(({ name }) => name))) - 1;
    enumsByName.set(type.name, at);
    return `oneOf(${code}, enums[${at}])`;
  };
  const list = (type: ListType<Type>, held: readonly Held[], place: Place): string =>
    define((name) => {
      const given = held.map(({ source }, at) => ({ source, code: `value${at}`, isObject: false }));
      const codes = given.map(({ code }) => code);
      const items = given.map(({ source, code }) => ({
        source,
        code: `${code}${given.length === 1 ? '' : '?.'}[index]`,
        isObject: false,
      }));
      return `function ${name}(${codes.join(', ')}) {
        ${agreeing(codes)}
        if (!(${codes.map((code) => `isList(${code})`).join(' | ')})) return null;
        const { length } = ${codes.join(' ?? ')};
        const items = new Array(length);
        for (let index = 0; index < length; index += 1)
          items[index] = ${value(type.ofType, items, { ...place, path: [...place.path, '@'] })};
        return items;
      }`;
    });
  const composite = (type: CompositeType, held: readonly Held[], place: Place): string =>
    define((name) => {
      const given = held.map(({ source }, at) => ({ source, code: `value${at}`, isObject: held.length === 1 }));
      const codes = given.map(({ code }) => code);
      return `function ${name}(${codes.join(', ')}) {
        ${agreeing(codes)}
        if (!(${codes.map((code) => `isObject(${code})`).join(' | ')})) return null;
        ${object(type, given, place)}
      }`;
    });
  /** Statements that return an object. */
  const object = (type: CompositeType, given: readonly Held[], place: Place): string => {
    const completing = byPath.get(place.path.join()) ?? [];
    const joined = completing.map(
      (fetch) => `const entity${fetch.index} = join(fetches[${fetch.index}], ${identity(given, fetch)});`,
    );
    const entities = completing.map((fetch) => ({
      source: sourceOf(fetch),
      code: `entity${fetch.index}`,
      isObject: false,
    }));
    const held = [...given, ...entities];
    const isNamed = held.some(({ source }) => source.fields.has('__typename'));
    // Also where none was asked for it: the stock executor believes whoever names a type.
    const typename = pick(held.map((each) => readField(each, '__typename')));
    if (isObjectType(type)) {
      const check = `if (${typename} !== ${isNamed ? quote(type.name) : 'undefined'}) throw fail;`;
      return [...joined, check, fields(type, isNamed ? type : undefined, held, place)].join('\n');
    }
    if (!isNamed) throw new Unsupported('typename');
    const cases = possibleRuntimeTypes(type).map(
      (possible) => `case ${quote(possible.name)}: { ${fields(possible, possible, held, place)} }`,
    );
    return [...joined, `switch (${typename}) { ${cases.join('\n')} default: throw fail; }`].join('\n');
  };
  const fields = (
    type: ObjectType,
    runtime: ObjectType | undefined,
    held: readonly Held[],
    { selections, path }: Place,
  ): string => {
    const groups = [...collectGroups(selections, runtime, type, conditions)];
    const values = groups.map(([name, group]) => {
      // An alias that a subgraph answers with the name of a type is checked, as the type itself is.
      if ('typename' in group && group.typename !== undefined) {
        const told = name === '__typename' ? [] : fieldOf(held, name).map(({ code }) => code);
        return told.length > 0 ? `named(${pick(told)}, ${quote(group.typename)})` : quote(group.typename);
      }
      const place = { selections: group.selections, path: [...path, name] };
      return value(group.type, fieldOf(held, name), place);
    });
    const shape = define(
      (made) => `function ${made}(${groups.map((_, at) => `field${at}`).join(', ')}) {
        ${groups.map(([name], at) => `this[${quote(name)}] = field${at};`).join('\n')}
      }
      ${made}.prototype = bare;`,
    );
    return `return new ${shape}(${values.join(', ')});`;
  };

  const root = operation.schema().schemaDefinition.rootType(operation.rootKind);
  if (!root) throw new Unsupported('other');
  const held = fetches
    .filter(({ keys }) => !keys)
    .map((fetch) => ({ source: sourceOf(fetch), code: `fetches[${fetch.index}].data`, isObject: false }));
  const data = define(
    (name) =>
      `function ${name}() { ${fields(root, undefined, held, { selections: [operation.selectionSet], path: [] })} }`,
  );
  return { functions: functions.join('\n'), data: `${data}()` };
}

/** Statements that fail where two sources of one object or list do not have the same form. */
const agreeing = (codes: readonly string[]): string =>
  pairs(codes)
    .map(([one, other]) => `agree(${one}, ${other});`)
    .join('\n');
