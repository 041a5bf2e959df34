import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLBoolean,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  print,
  type SelectionNode,
  type ValueNode,
  visit,
} from 'graphql';
import type { Dice } from './dice.ts';
import { askEntities, type Representations } from './entities.ts';
import { createArguments } from './fields.ts';
import { condition, field, name, noDirectives, selectionSet } from './nodes.ts';
import type { Pools } from './pools.ts';
import type { Scope } from './scope.ts';
import { createSelections } from './selections.ts';
import { createValues } from './values.ts';
import { createVariables } from './variables.ts';

/** One request: a document with one operation, and values for its variables. */
export type Generated = { document: DocumentNode; variables: Record<string, unknown> };

export type Grammar = {
  schema: GraphQLSchema;
  pools: Pools;
  /** Fields and fragments of one operation. */
  size: number;
  /** Levels of fields. */
  depth: number;
  /** Share of operations that ask about the schema too. */
  introspection?: number;
  /** Share of operations that ask a subgraph for entities, as a gateway does, and what they are known by there. */
  entities?: { share: number; representations: Representations };
  /** Share of mutations; none where the pools hold no ids that may be changed. */
  mutations?: number;
};

/** An operation that is valid but for now and then a value, the same for the same dice. */
export function generateOperation(grammar: Grammar, dice: Dice): Generated {
  const { schema, pools } = grammar;
  const values = createValues(dice, pools);
  const variables = createVariables(dice, values.json);
  const directives = createDirectives(dice, () => variables.forPlace(new GraphQLNonNull(GraphQLBoolean), ['if']));
  const selections = createSelections({
    schema,
    dice,
    directives,
    argumentsOf: createArguments({ dice, values, variables }),
    size: 3 + dice.below(grammar.size),
  });
  const mutation = schema.getMutationType();
  const isMutation = mutation && dice.chance(grammar.mutations ?? 0);
  const root = (isMutation ? mutation : schema.getQueryType()) as GraphQLObjectType;
  const scope: Scope = new Map();
  const depth = 1 + dice.below(grammar.depth);
  const { entities } = grammar;
  const roots =
    entities && dice.chance(entities.share)
      ? [askEntities(entities.representations, { schema, dice, selections, variables, depth })]
      : Array.from({ length: dice.chance(0.4) ? 2 : 1 }, () => selections.selectionsOf(root, scope, depth));
  const asked = dice.chance(grammar.introspection ?? 0) && !isMutation ? introspection(schema, scope, dice) : [];
  const operation = {
    kind: Kind.OPERATION_DEFINITION,
    operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
    ...(dice.chance(0.5) && { name: name('Generated') }),
    variableDefinitions: variables.definitions,
    directives: noDirectives,
    selectionSet: selectionSet([...roots.flat(), ...asked]),
  } as const;
  const document = prune({ kind: Kind.DOCUMENT, definitions: [operation, ...selections.definitions()] });
  return { document, variables: variables.given };
}

/** None mostly; now and then both of them. */
function createDirectives(dice: Dice, variableIf: () => ValueNode) {
  return (): DirectiveNode[] => {
    if (!dice.chance(0.1)) return [];
    const chosen = dice.chance(0.15) ? (['skip', 'include'] as const) : [dice.pick(['skip', 'include'] as const)];
    return chosen.map((directive) =>
      condition(
        directive,
        dice.chance(0.7) ? variableIf() : { kind: Kind.BOOLEAN, value: dice.chance(0.7) === (directive === 'include') },
      ),
    );
  };
}

/** What tools ask about the schema, in little. */
function introspection(schema: GraphQLSchema, scope: Scope, dice: Dice): SelectionNode[] {
  const types = Object.keys(schema.getTypeMap());
  const about = { kind: Kind.STRING, value: dice.chance(0.1) ? 'Nothing' : dice.pick(types) } as const;
  const leaf = (...names: string[]) => selectionSet(names.map((one) => field(one)));
  const inner = dice.pick([
    [field('kind'), field('name')],
    [field('name'), field('fields', { selectionSet: leaf('name', 'isDeprecated', '__typename') })],
    [field('enumValues', { selectionSet: leaf('name') }), field('possibleTypes', { selectionSet: leaf('name') })],
  ]);
  const type = field('__type', {
    ...(dice.chance(0.3) && !scope.has('constructor') && { alias: name('constructor') }),
    arguments: [{ kind: Kind.ARGUMENT, name: name('name'), value: about }],
    selectionSet: selectionSet(inner),
  });
  const whole = field('__schema', { selectionSet: selectionSet([field('queryType', { selectionSet: leaf('name') })]) });
  return dice.pick([[type], [whole], [type, whole]]);
}

/** Without the fragments and the variables that nothing uses: both would be refused. */
export function prune(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return document;
  const used = new Set<FragmentDefinitionNode>();
  const variables = new Set<string>();
  const look = (node: typeof operation | FragmentDefinitionNode) =>
    visit(node, {
      VariableDefinition: () => false,
      Variable(found) {
        variables.add(found.name.value);
      },
      FragmentSpread(spread) {
        const fragment = fragments.get(spread.name.value);
        if (fragment) used.add(fragment);
      },
    });
  look(operation);
  // A set that grows is walked to its end.
  for (const fragment of used) look(fragment);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  return { ...document, definitions: [{ ...operation, variableDefinitions: variableDefinitions ?? [] }, ...used] };
}

/** As it is sent. */
export const textOf = ({ document }: Generated): string => print(document);
