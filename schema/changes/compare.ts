import { ChangeType, CriticalityLevel, diff, type Change as Found } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
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
  const added = found.flatMap(({ type, path }) => (type === ChangeType.TypeAdded && path ? [path] : []));
  const isPartOfAdded = ({ type, path = '' }: Found) =>
    type !== ChangeType.TypeAdded && added.some((name) => path === name || path.startsWith(`${name}.`));
  const others = found.filter((change) => !isPartOfAdded(change));
  const changes = others
    .filter((change) => !isDescription(change) && !isSaidTwice(change))
    .map((change) => describe(change, before))
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || compare(a.path, b.path));
  return { changes, reworded: others.filter(isDescription).length };
}

function describe(change: Found, before: GraphQLSchema): Change {
  const level = levelOf(change);
  return {
    level,
    path: change.path ?? '',
    message: `${change.message}${deprecation(change)}`,
    reason: level === 'safe' ? null : (change.criticality.reason ?? null),
    touches: level === 'breaking' ? touchedBy(change, before) : [],
  };
}

function levelOf({ type, meta, criticality }: Found): Level {
  // The library calls it dangerous: yet who relied on the default may be refused now.
  const lostDefault =
    (type === ChangeType.FieldArgumentDefaultChanged && meta.newDefaultValue === undefined) ||
    (type === ChangeType.InputFieldDefaultValueChanged && meta.newDefaultValue === undefined);
  if (criticality.level === CriticalityLevel.Breaking || lostDefault) return 'breaking';
  return criticality.level === CriticalityLevel.Dangerous ? 'dangerous' : 'safe';
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
