import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { ownersIn } from '../../gateway/explorer/docs/owners.ts';
import { definitionsOf } from './operations.ts';

const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

const ownersOf = ownersIn(readFileSync('schema/supergraph.graphql', 'utf8'));

/** The document with `__typename` wherever fields are asked for, by which lostParts tells the members of a union apart. */
export function withTypenames(document: DocumentNode): DocumentNode {
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  return visit(document, {
    SelectionSet: (set) => ({ ...set, selections: [typename, ...set.selections] }),
  });
}

/**
 * What an answer without one subgraph lacks beyond what that subgraph resolves, as paths of response names (`*` for the places of a
 * list). What stands below a field that is lost is lost with it, and so is an object (never a list) with a field in it that is lost
 * and may not be null.
 *
 * @param whole the answer to the same document with every subgraph
 */
export function lostParts(document: DocumentNode, whole: unknown, partial: unknown, subgraph: string): string[] {
  const graph = subgraph.toUpperCase().replaceAll('-', '_');
  const fragments = new Map(
    document.definitions.flatMap((node): [string, FragmentDefinitionNode][] =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  const lost = new Set<string>();

  /** The fields that a selection asks of an object of a type. */
  const fieldsOf = (set: SelectionSetNode, typeName: string): Field[] =>
    set.selections.flatMap((selection): Field[] => {
      if (selection.kind === Kind.FIELD) return fieldOf(selection, typeName);
      const node = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = api.getType(node?.typeCondition?.name.value ?? typeName);
      const applies = condition?.name === typeName || (isInterfaceType(condition) && isMember(condition, typeName));
      return node && applies ? fieldsOf(node.selectionSet, typeName) : [];
    });
  const isGone = ({ coordinate }: Field) => ownersOf.get(coordinate)?.every((owner) => owner === graph) === true;
  const mayBeGone = ({ coordinate }: Field) => ownersOf.get(coordinate)?.includes(graph) === true;
  /** Whether an object of the whole answer has to be null because something in it is lost that may not be. */
  const hasToGo = (value: object, set: SelectionSetNode): boolean =>
    fieldsOf(set, typeOf(value)).some((field) => {
      const below = read(value, field.name);
      if (!isNonNullType(field.type)) return false;
      if (isGone(field)) return true;
      const isOne = !isListType(getNullableType(field.type)) && typeof below === 'object' && below !== null;
      return isOne && field.set !== undefined && hasToGo(below, field.set);
    });
  const compareObjects = (a: object, b: object, set: SelectionSetNode, path: string): void => {
    for (const field of fieldsOf(set, typeOf(a)))
      compare(read(a, field.name), read(b, field.name), field, `${path}.${field.name}`);
  };
  const compare = (a: unknown, b: unknown, field: Field, path: string): void => {
    const isMissing = b === null || b === undefined;
    if (a === null || a === undefined || (isMissing && mayBeGone(field))) return;
    if (Array.isArray(a)) {
      if (!Array.isArray(b) || b.length !== a.length) lost.add(path);
      else for (const [at, item] of a.entries()) compare(item, b[at], { ...field, isItem: true }, `${path}.*`);
    } else if (field.set === undefined) {
      if (JSON.stringify(a) !== JSON.stringify(b)) lost.add(path);
    } else if (!isMissing) compareObjects(a as object, b as object, field.set, path);
    else if (field.isItem || isNonNullType(field.type) || !hasToGo(a as object, field.set)) lost.add(path);
  };
  for (const { selectionSet } of definitionsOf(document))
    if (partial === null || partial === undefined) lost.add('data');
    else compareObjects(whole as object, partial as object, selectionSet, 'data');
  return [...lost].sort();
}

type Field = ReturnType<typeof fieldOf>[number];

function fieldOf(
  {
    name,
    alias,
    selectionSet,
  }: { name: { value: string }; alias?: { value: string } | undefined; selectionSet?: SelectionSetNode | undefined },
  typeName: string,
) {
  const type = api.getType(typeName);
  const found = isObjectType(type) ? type.getFields()[name.value] : undefined;
  if (!found) return [];
  return [
    {
      name: (alias ?? name).value,
      coordinate: `${typeName}.${name.value}`,
      type: found.type,
      set: isCompositeType(getNamedType(found.type)) ? selectionSet : undefined,
      /** Of a list. */
      isItem: false,
    },
  ];
}

const read = (of: object, name: string) => (of as Record<string, unknown>)[name];
const typeOf = (of: object) => String(read(of, '__typename'));

function isMember(condition: Parameters<typeof api.isSubType>[0], typeName: string): boolean {
  const type = api.getType(typeName);
  return isObjectType(type) && api.isSubType(condition, type);
}
