import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  GraphQLString,
  getDirectiveValues,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Analysis } from './analyse-operation.ts';
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
  inner: Map<string, CollectedFields>;
};

export type CollectedFields = {
  groups: FieldGroup[];
  /** Refusals behind a condition on a type that the caller may not know an object to have. */
  withheld: Refusal[];
};

export type CollectOptions = {
  schema: GraphQLSchema;
  analysis: Analysis;
  refused: ReadonlyMap<FieldNode, Refusal>;
  touched: ReadonlySet<SelectionSetNode>;
  /** Coerced. */
  variables: Record<string, unknown>;
  /** Whether the caller may be told that an object is of this type. */
  mayKnowType: (name: string) => boolean;
};

/**
 * Collects the fields of an object of a known type as the specification does (6.3.2), in the order of the operation.
 *
 * @param asked the type that the operation asks for there: of an interface or union, a fragment tells the object's own
 */
export function collectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  asked: GraphQLNamedType,
  options: CollectOptions,
): CollectedFields {
  const { schema, analysis, refused, touched } = options;
  const groups = new Map<string, FieldGroup>();
  const withheld = new Set<Refusal>();
  const seen = new Set<string>();
  const possible = possibleTypes(schema, asked);

  const visitFragment = (condition: string | undefined, set: SelectionSetNode) => {
    const tells = condition !== undefined && possible.some((one) => !applies(schema, condition, one));
    if (tells && touched.has(set)) {
      const hidden = possibleTypes(schema, schema.getType(condition)).some(({ name }) => !options.mayKnowType(name));
      // The same error whichever type the object has, and no key where it has this one: neither tells which.
      if (hidden) for (const refusal of refusalsIn(set, options)) withheld.add(refusal);
    }
    if (condition !== undefined && !applies(schema, condition, type)) return;
    if (tells && !options.mayKnowType(type.name)) return;
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
  return { groups: [...groups.values()], withheld: [...withheld] };
}

/** As `@skip` and `@include` say. */
export function isIncluded(node: SelectionNode, variables: Record<string, unknown>): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

/** The refusals of a selection set and its fragments, without those below other fields. */
function refusalsIn(set: SelectionSetNode, options: CollectOptions, seen = new Set<SelectionSetNode>()): Refusal[] {
  if (seen.has(set) || !options.touched.has(set)) return [];
  seen.add(set);
  return set.selections.flatMap((node: SelectionNode): Refusal[] => {
    if (!isIncluded(node, options.variables)) return [];
    if (node.kind === Kind.FIELD) {
      const refusal = options.refused.get(node);
      return refusal ? [refusal] : [];
    }
    const inner: SelectionSetNode | undefined =
      node.kind === Kind.INLINE_FRAGMENT
        ? node.selectionSet
        : options.analysis.fragments.get(node.name.value)?.selectionSet;
    return inner ? refusalsIn(inner, options, seen) : [];
  });
}

const typename = new GraphQLNonNull(GraphQLString);

function fieldType(type: GraphQLObjectType, name: string): GraphQLOutputType {
  // Introspection's own fields are never refused: only whether they may be null counts here.
  return name === '__typename' ? typename : (type.getFields()[name]?.type ?? GraphQLString);
}

function possibleTypes(schema: GraphQLSchema, type: GraphQLNamedType | undefined): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  const asked = schema.getType(condition);
  return asked === type || (isAbstractType(asked) && schema.isSubType(asked, type));
}
