import { ChangeType, CriticalityLevel, diff, type Change as Found } from '@graphql-inspector/core';
import { type GraphQLSchema, getNamedType, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import { touchedBy } from './touched.ts';

export type Level = 'breaking' | 'dangerous' | 'safe';

/** One difference between two editions of a schema. */
export type Change = {
  level: Level;
  /** What it is about, as `Type.field`, `Type.field.argument`, `Enum.VALUE` or `@directive`. */
  path: string;
  /** In words, the same for the same change. */
  message: string;
  /** Why it is not safe; null where it is. */
  reason: string | null;
  /** What one has to name to be broken by it (see uses.ts); empty where nobody is. */
  touches: readonly string[];
};

export type Comparison = {
  changes: Change[];
  /** Descriptions that read otherwise: no change of what one may ask, and too many to list. */
  reworded: number;
};

const order: readonly Level[] = ['breaking', 'dangerous', 'safe'];

/** Everything by which one edition of a schema differs from an earlier one, what breaks clients first. */
export async function compareSchemas(before: GraphQLSchema, after: GraphQLSchema): Promise<Comparison> {
  const found = await diff(before, after);
  const added = new Set(found.flatMap(({ type, path }) => (isAddition(type) && path ? [path] : [])));
  // What comes with a type or a field is told by that.
  const isPartOfAdded = ({ type, path = '' }: Found) =>
    (added.has(path) && !isAddition(type)) || prefixesOf(path).some((prefix) => added.has(prefix));
  const told = outputEnums(after);
  const others = found.filter((change) => !isPartOfAdded(change));
  const changes = others
    .filter((change) => !isDescription(change) && !isSaidTwice(change))
    .map((change) => describe(change, before, told))
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || compare(a.path, b.path));
  return { changes, reworded: others.filter(isDescription).length };
}

function describe(change: Found, before: GraphQLSchema, told: ReadonlySet<string>): Change {
  const level = levelOf(change, told);
  return {
    level,
    path: change.path ?? '',
    message: `${change.message}${deprecation(change)}`,
    reason: level === 'safe' ? null : (change.criticality.reason ?? null),
    touches: level === 'breaking' ? touchedBy(change, before) : [],
  };
}

function levelOf({ type, meta, criticality, path = '' }: Found, told: ReadonlySet<string>): Level {
  // The library calls it dangerous: yet who relied on the default may be refused now.
  const lostDefault =
    (type === ChangeType.FieldArgumentDefaultChanged && meta.newDefaultValue === undefined) ||
    (type === ChangeType.InputFieldDefaultValueChanged && meta.newDefaultValue === undefined);
  if (criticality.level === CriticalityLevel.Breaking || lostDefault) return 'breaking';
  // A value that is only sent, and never answered, surprises nobody.
  if (type === ChangeType.EnumValueAdded && !told.has(path.split('.')[0] ?? '')) return 'safe';
  return criticality.level === CriticalityLevel.Dangerous ? 'dangerous' : 'safe';
}

const isAddition = (type: string) => type === ChangeType.TypeAdded || type === ChangeType.FieldAdded;

/** `a.b.c` is within `a` and `a.b`. */
const prefixesOf = (path: string) =>
  path
    .split('.')
    .slice(0, -1)
    .map((_, at, parts) => parts.slice(0, at + 1).join('.'));

/** The enums whose values answers hold. */
function outputEnums(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Set(
    types
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) => Object.values(type.getFields()).map((field) => getNamedType(field.type)))
      .filter(isEnumType)
      .map(({ name }) => name),
  );
}

const isDescription = ({ type }: Found) => /DESCRIPTION_(ADDED|REMOVED|CHANGED)$/.test(type);

/** A deprecation of a field or value is told by a change of its own; that it stands in a directive says nothing more. */
function isSaidTwice({ type, path = '' }: Found): boolean {
  if (!path.includes('@deprecated')) return false;
  return /^DIRECTIVE_USAGE_(FIELD_DEFINITION|ENUM_VALUE|ARGUMENT)_/.test(type);
}

function deprecation({ meta }: Found): string {
  const reason = meta.deprecationReason ?? meta.addedValueDeprecationReason;
  return typeof reason === 'string' ? `: ${reason}` : '';
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
