import {
  buildASTSchema,
  type DefinitionNode,
  type GraphQLSchema,
  isTypeDefinitionNode,
  Kind,
  parse,
  printSchema,
  type TypeDefinitionNode,
  validateSchema,
} from 'graphql';
import { isOpen } from '../access/requirement.ts';
import type { AccessRules } from '../access/rules.ts';
import type { Contract } from '../contracts.ts';
import { type Choice, chooseElements, type Elements, namedType } from './choose-elements.ts';
import { findFaults } from './find-faults.ts';
import { findToldScopes } from './find-told-scopes.ts';
import { findWithheld } from './find-withheld.ts';
import type { Tags } from './read-tags.ts';

/** Said where a contract's tags make no schema: one line a fault. */
export class ContractError extends Error {}

type Api = { api: GraphQLSchema; tags: Tags; rules: AccessRules };

/**
 * The part of an API that a contract holds, as a schema of its own. ContractError where that is none, or not what the tags say.
 *
 * @param tags of the supergraph that the API is of, as its access rules
 */
export function makeContract(contract: Contract, { api, tags, rules }: Api): GraphQLSchema {
  const document = parse(printSchema(api), { noLocation: true });
  const choice: Choice = { contract, tags, isClosed: contract.isOpen ? closedBy(rules) : () => false };
  const elements = chooseElements(document, choice);
  const faults = findFaults(document, elements, choice);
  if (faults.length > 0) throw new ContractError(faults.join('\n'));
  const definitions = document.definitions.flatMap((node): DefinitionNode[] => {
    if (node.kind === Kind.SCHEMA_DEFINITION)
      return [
        { ...node, operationTypes: node.operationTypes.filter(({ type }) => elements.types.has(namedType(type))) },
      ];
    if (!isTypeDefinitionNode(node)) return [node];
    return elements.types.has(node.name.value) ? [narrowed(node, elements)] : [];
  });
  const narrow = { kind: Kind.DOCUMENT, definitions } as const;
  const schema = buildASTSchema(narrow, { assumeValidSDL: true });
  const problems = [
    ...validateSchema(schema).map(({ message }) => message),
    ...findWithheld(schema, contract.withholds, rules),
    ...findToldScopes(narrow, contract.withholds),
  ];
  if (problems.length > 0)
    throw new ContractError(problems.map((message) => `contract ${contract.name}: ${message}`).join('\n'));
  return schema;
}

function narrowed(node: TypeDefinitionNode, elements: Elements): TypeDefinitionNode {
  const { interfacesOf, fieldsOf, argumentsOf, inputsOf, valuesOf, membersOf } = elements;
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = fieldsOf(node).map((field) => ({ ...field, arguments: argumentsOf(node, field) }));
      return { ...node, interfaces: interfacesOf(node), fields };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...node, fields: inputsOf(node) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { ...node, values: node.values?.filter((value) => valuesOf(node).includes(value)) ?? [] };
    case Kind.UNION_TYPE_DEFINITION: {
      const members = new Set(membersOf(node));
      return { ...node, types: node.types?.filter(({ name }) => members.has(name.value)) ?? [] };
    }
    default:
      return node;
  }
}

/** What the access rules do not leave open to everyone. */
function closedBy(rules: AccessRules): Choice['isClosed'] {
  return (kind, type, member = '', argument) => {
    if (argument !== undefined) return !isOpen(rules.requirementOfArgument(type, member, argument));
    if (kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return !isOpen(rules.requirementOfInputField(type, member));
    if (kind === Kind.ENUM_TYPE_DEFINITION) return !isOpen(rules.requirementOfEnumValue(type, member));
    return !isOpen(rules.requirementOf(type, member));
  };
}
