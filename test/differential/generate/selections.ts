import {
  type DirectiveNode,
  doTypesOverlap,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
} from 'graphql';
import { leadingToAbstract } from './abstract.ts';
import { chooseAlias } from './aliases.ts';
import type { Dice } from './dice.ts';
import { type createArguments, type Definition, fieldsOf, isLeafField } from './fields.ts';
import { field, name, named, selectionSet } from './nodes.ts';
import { absorb, agree, isSame, type Scope, type Taken } from './scope.ts';

type Fragment = { node: FragmentDefinitionNode; type: GraphQLCompositeType; scope: Scope };

type Sources = {
  schema: GraphQLSchema;
  dice: Dice;
  argumentsOf: ReturnType<typeof createArguments>;
  directives: () => DirectiveNode[];
  /** Fields and fragments that may be written in all. */
  size: number;
};

/** Makes selections, and the named fragments that they use. */
export function createSelections({ schema, dice, argumentsOf, directives, size }: Sources) {
  const fragments: Fragment[] = [];
  let left = size;
  let begun = 0;

  const selectionsOf = (type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] => {
    // Of several types together, because what is fetched for one must not reach another.
    const count = isAbstractType(type) ? 2 + dice.below(4) : 1 + dice.below(depth > 1 ? 4 : 3);
    const made: SelectionNode[] = [];
    for (let index = 0; index < count && left > 0; index += 1) made.push(...selection(type, scope, depth));
    if (made.length === 0 || dice.chance(0.15)) made.push(...typename(scope));
    return made;
  };

  const selection = (type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] => {
    left -= 1;
    if (dice.chance(isAbstractType(type) ? 0.75 : 0.12)) return inlineFragment(type, scope, depth);
    if (dice.chance(0.1)) return namedFragment(type, scope, depth);
    const known = [...scope].filter(([, { field: known }]) => fieldsOf(type).some((one) => one.name === known));
    if (known.length > 0 && dice.chance(0.15)) return again(type, dice.pick(known), depth);
    return newField(type, scope, depth);
  };

  const newField = (type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] => {
    const fields = fieldsOf(type);
    const leaves = fields.filter(isLeafField);
    const others = fields.filter((one) => !isLeafField(one));
    const towards = depth > 0 && dice.chance(0.25) ? leadingToAbstract(others) : [];
    const pool =
      towards.length > 0
        ? towards
        : depth > 0 && others.length > 0 && (leaves.length === 0 || dice.chance(0.55))
          ? others
          : leaves;
    if (pool.length === 0) return typename(scope);
    const chosen = dice.pick(pool);
    const nodes = argumentsOf(type.name, chosen);
    const taken = {
      field: chosen.name,
      arguments: nodes.map(print).join(),
      nodes,
      type: String(chosen.type),
      inner: new Map(),
    };
    // Another name where this one is taken by something else.
    for (const alias of [dice.chance(0.15) ? chooseAlias(dice) : chosen.name, `b${left}`]) {
      const known = scope.get(alias);
      if (known && !isSame(known, taken)) continue;
      const entry = known ?? taken;
      scope.set(alias, entry);
      return [written(chosen, alias, entry, depth)];
    }
    return [];
  };

  /** A field that stands there already, with selections of its own. */
  const again = (type: GraphQLCompositeType, [alias, taken]: [string, Taken], depth: number): SelectionNode[] => {
    const definition = fieldsOf(type).find((one) => one.name === taken.field);
    return definition && String(definition.type) === taken.type ? [written(definition, alias, taken, depth)] : [];
  };

  const written = (definition: Definition, alias: string, taken: Taken, depth: number): SelectionNode => {
    const inner = getNamedType(definition.type);
    return field(definition.name, {
      ...(alias !== definition.name && { alias: name(alias) }),
      arguments: taken.nodes,
      directives: directives(),
      ...(isCompositeType(inner) && { selectionSet: selectionSet(selectionsOf(inner, taken.inner, depth - 1)) }),
    });
  };

  const typename = (scope: Scope): SelectionNode[] => {
    const chosen = dice.chance(0.3) ? chooseAlias(dice) : '__typename';
    const taken = { field: '__typename', arguments: '', nodes: [], type: 'String!', inner: new Map() };
    const isFree = (alias: string) => isSame(scope.get(alias) ?? taken, taken);
    // The last is a name for nothing else.
    const alias = [chosen, '__typename'].find(isFree) ?? 'type';
    scope.set(alias, taken);
    return [field('__typename', { ...(alias !== '__typename' && { alias: name(alias) }), directives: directives() })];
  };

  /** On the type itself, on an abstract type that holds it, or on one that it holds. */
  const narrowed = (type: GraphQLCompositeType): GraphQLCompositeType => {
    if (dice.chance(0.1)) return type;
    if (isAbstractType(type)) return dice.pick(schema.getPossibleTypes(type));
    const around = Object.values(schema.getTypeMap()).filter(
      (one) => isAbstractType(one) && one.name !== '_Entity' && isObjectType(type) && schema.isSubType(one, type),
    ) as GraphQLCompositeType[];
    return around.length > 0 && dice.chance(0.3) ? dice.pick(around) : type;
  };

  const inlineFragment = (type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] => {
    const on = narrowed(type);
    const isBare = on === type && dice.chance(0.5);
    const selections = selectionsOf(on, scope, depth);
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        ...(!isBare && { typeCondition: named(on.name) }),
        directives: directives(),
        selectionSet: selectionSet(selections),
      },
    ];
  };

  const namedFragment = (type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] => {
    const fit = fragments.filter((one) => doTypesOverlap(schema, one.type, type) && agree(scope, one.scope));
    const chosen = fit.length > 0 && dice.chance(0.5) ? dice.pick(fit) : newFragment(narrowed(type), scope, depth);
    if (!agree(scope, chosen.scope)) return typename(scope);
    absorb(scope, chosen.scope);
    return [{ kind: Kind.FRAGMENT_SPREAD, name: chosen.node.name, directives: directives() }];
  };

  /** Begun with what its place holds, so that it fits there. */
  const newFragment = (type: GraphQLCompositeType, around: Scope, depth: number): Fragment => {
    const scope: Scope = new Map();
    absorb(scope, around);
    begun += 1;
    const fragmentName = dice.chance(0.1) ? `constructor${begun}` : `F${begun}`;
    const node: FragmentDefinitionNode = {
      kind: Kind.FRAGMENT_DEFINITION,
      name: name(fragmentName),
      typeCondition: named(type.name),
      directives: [],
      selectionSet: selectionSet(selectionsOf(type, scope, depth)),
    };
    const fragment = { node, type, scope };
    fragments.push(fragment);
    return fragment;
  };

  return { selectionsOf, definitions: () => fragments.map(({ node }) => node) };
}
