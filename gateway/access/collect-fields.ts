import {
  type FieldNode,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Analysis } from './analyse-operation.ts';
import { isIncluded } from './is-included.ts';
import type { Refusal } from './refusal.ts';

/** One response name of an object: the fields of the operation that share it, and what becomes of it. */
export type FieldGroup = {
  name: string;
  type: GraphQLOutputType;
  refusal: Refusal | undefined;
  /** What is asked of its value; empty for a scalar. */
  selections: SelectionSetNode[];
  /** Nothing in it was refused: the value stands as it was answered. */
  isUntouched: boolean;
  /** The groups of its objects by their type, once collected. */
  inner: Map<string, FieldGroup[]>;
};

export type CollectOptions = {
  schema: GraphQLSchema;
  analysis: Analysis;
  refused: ReadonlyMap<FieldNode, Refusal>;
  touched: ReadonlySet<SelectionSetNode>;
  /** Coerced. */
  variables: Record<string, unknown>;
};

/** Collects the fields of an object of a known type as the specification does (6.3.2), in the order of the operation. */
export function collectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  options: CollectOptions,
): FieldGroup[] {
  const { schema, analysis, refused, touched } = options;
  const groups = new Map<string, FieldGroup>();
  const seen = new Set<string>();

  const visitFragment = (condition: string | undefined, set: SelectionSetNode) => {
    if (condition !== undefined && !applies(schema, condition, type)) return;
    collect(set);
  };
  const collect = (set: SelectionSetNode) => {
    for (const node of set.selections) {
      if (!isIncluded(node, options.variables)) continue;
      if (node.kind === Kind.FIELD) add(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) visitFragment(node.typeCondition?.name.value, node.selectionSet);
      else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = analysis.fragments.get(node.name.value);
        if (fragment) visitFragment(fragment.typeCondition.name.value, fragment.selectionSet);
      }
    }
  };
  const add = (node: FieldNode) => {
    const name = (node.alias ?? node.name).value;
    const group: FieldGroup = groups.get(name) ?? {
      name,
      type: fieldType(type, node.name.value),
      refusal: undefined,
      selections: [],
      isUntouched: true,
      inner: new Map(),
    };
    groups.set(name, group);
    group.refusal ??= refused.get(node);
    if (!node.selectionSet) return;
    group.selections.push(node.selectionSet);
    if (touched.has(node.selectionSet)) group.isUntouched = false;
  };
  for (const set of sets) collect(set);
  return [...groups.values()];
}

const typename = new GraphQLNonNull(GraphQLString);

function fieldType(type: GraphQLObjectType, name: string): GraphQLOutputType {
  // Introspection's own fields are never refused: only whether they may be null counts here.
  return name === '__typename' ? typename : (type.getFields()[name]?.type ?? GraphQLString);
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  const asked = schema.getType(condition);
  return asked === type || (isAbstractType(asked) && schema.isSubType(asked, type));
}
