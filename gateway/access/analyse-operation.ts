import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Requirement } from '../../schema/access/requirement.ts';
import type { AccessRules } from '../../schema/access/rules.ts';
import type { InputRules } from './input-rules.ts';

/** One field as an operation writes it; in a fragment it stands once, wherever the fragment is used. */
export type OperationField = {
  node: FieldNode;
  parent: GraphQLCompositeType;
  definition: GraphQLField<unknown, unknown>;
  requirement: Requirement;
  /** Whether its arguments have to be looked at for each request. */
  hasInputRules: boolean;
};

/** What is known of an operation whoever asks it. */
export type Analysis = {
  operation: OperationDefinitionNode;
  /** Those that it uses, each after the fragments that it uses itself: so that none has to be followed into another. */
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  fields: ReadonlyMap<FieldNode, OperationField>;
  /** A response name that the operation does not use. */
  hiddenName: string;
};

type Rules = {
  schema: GraphQLSchema;
  rules: Pick<AccessRules, 'requirementOf'>;
  inputRules: Pick<InputRules, 'apply'>;
};

/**
 * Finds the rules that a valid operation touches: each field by the type that it is asked of, so one asked of an interface by
 * the rules of all its implementations. Introspection is not looked into; it tells of the schema alone.
 */
export function analyseOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { schema, rules, inputRules }: Rules,
): Analysis {
  const all = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const uses = new Map<string, string[]>();
  const fields = new Map<FieldNode, OperationField>();
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field(node) {
      names.add((node.alias ?? node.name).value);
      const parent = types.getParentType();
      const definition = types.getFieldDef();
      if (!parent || !definition) throw new Error(`the operation asks "${node.name.value}" of a type without it`);
      if (isIntrospection(parent.name, definition.name)) return;
      const hasInputRules =
        definition.args.length > 0 &&
        (isObjectType(parent) || isInterfaceType(parent)) &&
        inputRules.apply(parent, definition.name);
      const requirement = rules.requirementOf(parent.name, definition.name);
      fields.set(node, { node, parent, definition, requirement, hasInputRules });
    },
    FragmentSpread({ name }) {
      used.push(name.value);
    },
  });
  let used: string[] = [];
  visit(operation, visitor);
  const waiting = [...used];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (uses.has(name)) continue;
    const fragment = all.get(name);
    if (!fragment) throw new Error(`the operation uses a fragment "${name}" that is not there`);
    used = [];
    visit(fragment, visitor);
    uses.set(name, used);
    waiting.push(...used);
  }
  const fragments = new Map(innermostFirst(uses).map((name) => [name, all.get(name) as FragmentDefinitionNode]));
  let hiddenName = 'hiddenTypename';
  while (names.has(hiddenName)) hiddenName += '_';
  return { operation, fragments, fields, hiddenName };
}

/** Orders names after those that they use; without recursion, because a document may nest them by the thousand. */
function innermostFirst(uses: ReadonlyMap<string, string[]>): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const stack = [...uses.keys()];
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    if (entered.has(name)) {
      stack.pop();
      ordered.add(name);
      continue;
    }
    entered.add(name);
    stack.push(...(uses.get(name) ?? []).filter((inner) => !entered.has(inner)));
  }
  return [...ordered];
}

const isIntrospection = (parent: string, field: string) =>
  parent.startsWith('__') || field === '__schema' || field === '__type';

/** Whether which type an object has must be asked to know which fields apply. */
export function isUndecided({ definition }: OperationField): boolean {
  return isAbstractType(getNamedType(definition.type));
}
