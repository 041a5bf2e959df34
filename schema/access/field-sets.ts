import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { Rule } from './directives.ts';
import { AccessRuleError } from './links.ts';
import type { Field, Type } from './model.ts';
import { closed, type Requirement } from './requirement.ts';

/** A set of fields, and the type it starts at. */
export type Source = { type: string; selection: SelectionSetNode };

/** The field sets that a field is computed from, each with the type it starts at. */
export function sourcesOf(types: ReadonlyMap<string, Type>, typeName: string, field: Field): Source[] {
  const contexts = field.contexts.flatMap(({ context, selection }) =>
    [...types].flatMap(([type, { sets }]) =>
      sets.includes(context) ? [{ type, selection: parseSet(selection) }] : [],
    ),
  );
  return [...field.requires.map((set) => ({ type: typeName, selection: parseSet(set) })), ...contexts];
}

function parseSet(set: string): SelectionSetNode {
  try {
    const [node] = parse(set.trim().startsWith('{') ? set : `{${set}}`, { noLocation: true }).definitions;
    if (node?.kind === Kind.OPERATION_DEFINITION) return node.selectionSet;
  } catch {
    // said below
  }
  throw new AccessRuleError('what a field is computed from is not understood: expected a set of fields');
}

/** All that an argument of a field set may use: its values are not looked into. */
export function inputsUnder(
  types: ReadonlyMap<string, Type>,
  input: { rule: Rule; type: string } | undefined,
  seen = new Set<string>(),
): Requirement[] {
  if (!input) return [closed];
  const type = types.get(input.type);
  if (!type || seen.has(input.type)) return [{ ...input.rule, declared: true }];
  seen.add(input.type);
  return [
    ...[input.rule, type.rule, ...type.values.values()].map((rule) => ({ ...rule, declared: true })),
    ...[...type.inputs.values()].flatMap((inner) => inputsUnder(types, inner, seen)),
  ];
}
