import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export type Scope = { schema: GraphQLSchema; fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** A field as it stands in an answer. */
export type AskedField = {
  name: string;
  /** Undefined where clients do not see it. */
  type: GraphQLOutputType | undefined;
  selections: SelectionSetNode[];
  /** Whether it may be missing: `@skip` and `@include` decide, or a type that is not known. */
  isOptional: boolean;
};

/** The fields that selections ask of an object of this type, each once. */
export function collectAsked(selections: readonly SelectionSetNode[], typename: string, scope: Scope): AskedField[] {
  const fields = new Map<string, AskedField>();
  const collect = (set: SelectionSetNode, within: string, isOptional: boolean): void => {
    for (const node of set.selections) {
      const mayMiss = isOptional || isConditional(node.directives);
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        const known = fields.get(name);
        const inner = node.selectionSet ? [node.selectionSet] : [];
        if (known) {
          known.selections.push(...inner);
          known.isOptional &&= mayMiss;
        } else {
          const type = typeOf(node.name.value, typename, scope.schema) ?? typeOf(node.name.value, within, scope.schema);
          fields.set(name, { name, type, selections: inner, isOptional: mayMiss });
        }
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : scope.fragments.get(node.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition?.name.value ?? within;
      const applies = appliesTo(condition, typename, scope.schema);
      if (applies !== 'no') collect(fragment.selectionSet, condition, mayMiss || applies === 'perhaps');
    }
  };
  for (const set of selections) collect(set, typename, false);
  return [...fields.values()];
}

const isConditional = (directives: readonly DirectiveNode[] | undefined) => (directives?.length ?? 0) > 0;

function typeOf(field: string, typename: string, schema: GraphQLSchema): GraphQLOutputType | undefined {
  if (field === '__typename') return GraphQLString;
  const type = schema.getType(typename);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined;
}

/** `perhaps`: the object's type is not known closely enough. */
function appliesTo(condition: string, typename: string, schema: GraphQLSchema): 'yes' | 'no' | 'perhaps' {
  if (condition === typename) return 'yes';
  const type = schema.getType(typename);
  const wanted = schema.getType(condition);
  if (!type || !wanted || isAbstractType(type)) return 'perhaps';
  return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type) ? 'yes' : 'no';
}
