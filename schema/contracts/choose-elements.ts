import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  specifiedScalarTypes,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import type { Contract } from '../contracts.ts';
import type { Tags } from './read-tags.ts';

/** What of each type is in a contract, in the order of the schema. Types and their parts are as they stand there. */
export type Elements = {
  types: ReadonlyMap<string, TypeDefinitionNode>;
  interfacesOf: (type: TypeDefinitionNode) => readonly NamedTypeNode[];
  fieldsOf: (type: TypeDefinitionNode) => readonly FieldDefinitionNode[];
  argumentsOf: (type: TypeDefinitionNode, field: FieldDefinitionNode) => readonly InputValueDefinitionNode[];
  /** Of an input type. */
  inputsOf: (type: TypeDefinitionNode) => readonly InputValueDefinitionNode[];
  valuesOf: (type: TypeDefinitionNode) => readonly { name: { value: string } }[];
  /** Of a union; of an interface what implements it. */
  membersOf: (type: TypeDefinitionNode) => readonly string[];
};

export type Choice = {
  contract: Contract;
  tags: Tags;
  /** Whether a part of the schema, by its coordinate, asks for more than an open contract gives; `kind` is that of its type. */
  isClosed: (kind: Kind, type: string, member?: string, argument?: string) => boolean;
};

const builtIn = new Set(specifiedScalarTypes.map(({ name }) => name));

/** Chooses what a contract holds of an API: what its tags say, whole in itself, and reached from what can be asked. */
export function chooseElements(document: DocumentNode, choice: Choice): Elements {
  const all = new Map(document.definitions.filter(isTypeDefinitionNode).map((node) => [node.name.value, node]));
  const elements = selectElements(all, choice);
  return { ...elements, types: reachedTypes(rootsOf(document), elements) };
}

/** What the tags say, without what that leaves empty. */
function selectElements(all: ReadonlyMap<string, TypeDefinitionNode>, { contract, tags, isClosed }: Choice): Elements {
  const hasTag = (coordinate: string, names: readonly string[]) =>
    names.some((name) => tags.get(coordinate)?.has(name));
  const isOut = (coordinate: string) => hasTag(coordinate, contract.exclude);
  const isNamed = (coordinate: string) => hasTag(coordinate, contract.include);
  const types = new Map([...all].filter(([name]) => !isOut(name)));
  const isKnown = (type: TypeNode) => builtIn.has(namedType(type)) || types.has(namedType(type));

  const elements: Elements = {
    types,
    interfacesOf: (type) => ('interfaces' in type ? (type.interfaces ?? []).filter((node) => isKnown(node)) : []),
    fieldsOf: (type) => {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
      const { value: name } = type.name;
      return (type.fields ?? []).filter((field) => {
        const coordinate = `${name}.${field.name.value}`;
        if (isOut(coordinate) || !(isNamed(name) || isNamed(coordinate))) return false;
        return isKnown(field.type) && !isClosed(type.kind, name, field.name.value);
      });
    },
    argumentsOf: (type, field) =>
      (field.arguments ?? []).filter((argument) => {
        if (isOut(`${type.name.value}.${field.name.value}(${argument.name.value}:)`) || !isKnown(argument.type))
          return false;
        return !isClosed(type.kind, type.name.value, field.name.value, argument.name.value);
      }),
    inputsOf: (type) =>
      type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? (type.fields ?? []).filter((field) => {
            if (isOut(`${type.name.value}.${field.name.value}`) || !isKnown(field.type)) return false;
            return !isClosed(type.kind, type.name.value, field.name.value);
          })
        : [],
    valuesOf: (type) =>
      type.kind === Kind.ENUM_TYPE_DEFINITION
        ? (type.values ?? []).filter(
            ({ name }) =>
              !isOut(`${type.name.value}.${name.value}`) && !isClosed(type.kind, type.name.value, name.value),
          )
        : [],
    membersOf: (type) => {
      if (type.kind === Kind.UNION_TYPE_DEFINITION)
        return (type.types ?? []).map(({ name }) => name.value).filter((name) => types.has(name));
      if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
      return [...types.values()]
        .filter(
          (other) =>
            other.kind === Kind.OBJECT_TYPE_DEFINITION &&
            other.interfaces?.some(({ name }) => name.value === type.name.value),
        )
        .map(({ name }) => name.value);
    },
  };
  // A type that is left empty takes what leads to it along, and so on.
  for (let before = -1; before !== types.size; ) {
    before = types.size;
    for (const [name, type] of types) if (isEmpty(type, elements)) types.delete(name);
  }
  return elements;
}

function isEmpty(type: TypeDefinitionNode, { fieldsOf, inputsOf, valuesOf, membersOf }: Elements): boolean {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return fieldsOf(type).length === 0;
    case Kind.INTERFACE_TYPE_DEFINITION:
      return fieldsOf(type).length === 0 || membersOf(type).length === 0;
    case Kind.UNION_TYPE_DEFINITION:
      return membersOf(type).length === 0;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return inputsOf(type).length === 0;
    case Kind.ENUM_TYPE_DEFINITION:
      return valuesOf(type).length === 0;
    default:
      return false;
  }
}

/** In the order of the schema. */
function reachedTypes(roots: readonly string[], elements: Elements): Map<string, TypeDefinitionNode> {
  const { types, interfacesOf, fieldsOf, argumentsOf, inputsOf, membersOf } = elements;
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = types.get(name);
    if (!type || reached.has(name)) continue;
    reached.add(name);
    const used = [...fieldsOf(type).flatMap((field) => [field, ...argumentsOf(type, field)]), ...inputsOf(type)].map(
      (node) => namedType(node.type),
    );
    waiting.push(...used, ...membersOf(type), ...interfacesOf(type).map(namedType));
  }
  return new Map([...types].filter(([name]) => reached.has(name)));
}

function rootsOf(document: DocumentNode): string[] {
  const schema = document.definitions.find((node) => node.kind === Kind.SCHEMA_DEFINITION);
  return schema?.operationTypes.map(({ type }) => type.name.value) ?? ['Query', 'Mutation'];
}

/** The name of a type under its lists and non-nulls. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
