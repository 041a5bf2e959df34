import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type FieldNode,
  type GraphQLInputType,
  isListType,
  isNonNullType,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';

export const name = (value: string): NameNode => ({ kind: Kind.NAME, value });

export const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

export const field = (fieldName: string, rest: Partial<FieldNode> = {}): FieldNode => ({
  kind: Kind.FIELD,
  name: name(fieldName),
  ...rest,
});

export const variable = (variableName: string) => ({ kind: Kind.VARIABLE, name: name(variableName) }) as const;

/** `@skip(if: ...)` or `@include(if: ...)`. */
export const condition = (directive: 'skip' | 'include', value: ValueNode): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: name(directive),
  arguments: [{ kind: Kind.ARGUMENT, name: name('if'), value }],
});

export const noDirectives: readonly ConstDirectiveNode[] = [];

export const named = (typeName: string) => ({ kind: Kind.NAMED_TYPE, name: name(typeName) }) as const;

/** A type as a variable's definition writes it. */
export function typeNode(type: GraphQLInputType): TypeNode {
  if (isNonNullType(type)) return { kind: Kind.NON_NULL_TYPE, type: typeNode(type.ofType) as never };
  if (isListType(type)) return { kind: Kind.LIST_TYPE, type: typeNode(type.ofType) };
  return named(type.name);
}
