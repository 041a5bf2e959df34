import { type GraphQLCompositeType, type GraphQLSchema, isObjectType, Kind, type SelectionNode } from 'graphql';
import type { Dice } from './dice.ts';
import { field, name, named, selectionSet } from './nodes.ts';
import type { createSelections } from './selections.ts';
import type { createVariables } from './variables.ts';

/** By the name of an entity, what a subgraph may be given to find one by. */
export type Representations = Readonly<Record<string, readonly object[]>>;

type Sources = {
  schema: GraphQLSchema;
  dice: Dice;
  selections: ReturnType<typeof createSelections>;
  variables: ReturnType<typeof createVariables>;
  depth: number;
};

/** Asked for seldom: what no entity is found by, and what only looks like it. */
const strange = [
  { __typename: 'Nothing', id: '1' },
  { id: '1' },
  { __typename: 'Person' },
  { __typename: 'Person', id: null },
];

/** `_entities(representations: $representations) { ... on Official { ... } ... }`, as a plan words it. */
export function askEntities(
  known: Representations,
  { schema, dice, selections, variables, depth }: Sources,
): SelectionNode[] {
  const names = Object.keys(known);
  const asked = [dice.pick(names), ...(dice.chance(0.3) ? [dice.pick(names)] : [])];
  const given = Array.from({ length: 1 + dice.below(6) }, () =>
    dice.chance(0.02) ? dice.pick(strange) : dice.pick(known[dice.pick(asked)] ?? []),
  );
  const type = schema.getQueryType()?.getFields()._entities?.args[0]?.type;
  if (!type) throw new Error('the schema has no _entities');
  const representations = variables.add('representations', type, given);
  const scope = new Map();
  const fragments = [...new Set(asked)].flatMap((typename): SelectionNode[] => {
    const entity = schema.getType(typename);
    if (!isObjectType(entity)) return [];
    const inner = selections.selectionsOf(entity as GraphQLCompositeType, scope, depth);
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition: named(typename), selectionSet: selectionSet(inner) }];
  });
  return [
    field('_entities', {
      arguments: [{ kind: Kind.ARGUMENT, name: name('representations'), value: representations }],
      selectionSet: selectionSet([...(dice.chance(0.5) ? [field('__typename')] : []), ...fragments]),
    }),
  ];
}
