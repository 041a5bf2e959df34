import {
  type ConstValueNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';
import { type Choice, type Elements, namedType } from './choose-elements.ts';

/** What makes a contract no schema, or another one than its tags say: one line each, with the place. */
export function findFaults(document: DocumentNode, elements: Elements, { contract, tags }: Choice): string[] {
  const { types, interfacesOf, fieldsOf, argumentsOf, inputsOf } = elements;
  const faults: string[] = [];
  const used = new Set([...tags.values()].flatMap((names) => [...names]));
  for (const name of [...contract.include, ...contract.exclude])
    if (!used.has(name)) faults.push(`expected something with @tag(name: "${name}")`);

  const checkInputs = (
    place: (name: string) => string,
    all: readonly InputValueDefinitionNode[],
    kept: readonly InputValueDefinitionNode[],
  ) => {
    for (const node of all)
      if (!kept.includes(node) && node.type.kind === Kind.NON_NULL_TYPE && !node.defaultValue)
        faults.push(`${place(node.name.value)} is required, and hidden: hide what needs it, or give it a default`);
    for (const { name, type, defaultValue } of kept)
      for (const hidden of defaultValue ? hiddenIn(defaultValue, type, elements) : [])
        faults.push(`${place(name.value)} has a default that holds ${hidden}, which is hidden`);
  };
  for (const type of document.definitions.filter(isTypeDefinitionNode)) {
    const { value: name } = type.name;
    if (type.kind === Kind.OBJECT_TYPE_DEFINITION && !contract.isOpen)
      for (const field of type.fields ?? []) {
        const coordinate = `${name}.${field.name.value}`;
        const isNamed = contract.include.some((tag) => tags.get(coordinate)?.has(tag));
        const isOut = contract.exclude.some((tag) => tags.get(coordinate)?.has(tag) || tags.get(name)?.has(tag));
        if (isNamed && !isOut && !fieldsOf(type).includes(field))
          faults.push(`${coordinate} is in by its tag, but nothing of ${namedType(field.type)}, which it returns`);
      }
    if (!types.has(name)) continue;
    for (const field of fieldsOf(type))
      checkInputs((at) => `${name}.${field.name.value}(${at}:)`, field.arguments ?? [], argumentsOf(type, field));
    if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      checkInputs((at) => `${name}.${at}`, type.fields ?? [], inputsOf(type));
    const own = new Set(fieldsOf(type).map((field) => field.name.value));
    for (const above of interfacesOf(type)) {
      const implemented = types.get(namedType(above));
      for (const field of implemented ? fieldsOf(implemented) : [])
        if (!own.has(field.name.value))
          faults.push(`${name}.${field.name.value} is hidden, and ${namedType(above)}.${field.name.value} is not`);
    }
  }
  if (!types.has('Query')) faults.push('nothing of Query is in it');
  return faults.map((fault) => `contract ${contract.name}: ${fault}`);
}

/** What of a default value the contract does not hold. */
function hiddenIn(value: ConstValueNode, type: TypeNode, elements: Elements): string[] {
  if (type.kind === Kind.NON_NULL_TYPE) return hiddenIn(value, type.type, elements);
  if (type.kind === Kind.LIST_TYPE)
    return (value.kind === Kind.LIST ? value.values : [value]).flatMap((item) => hiddenIn(item, type.type, elements));
  const named = elements.types.get(type.name.value);
  if (!named) return [];
  if (value.kind === Kind.ENUM)
    return elements.valuesOf(named).some(({ name }) => name.value === value.value) ? [] : [value.value];
  if (value.kind !== Kind.OBJECT) return [];
  return value.fields.flatMap((field) => {
    const known = elements.inputsOf(named).find(({ name }) => name.value === field.name.value);
    return known ? hiddenIn(field.value, known.type, elements) : [`${type.name.value}.${field.name.value}`];
  });
}
