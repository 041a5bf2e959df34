import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { readAccess } from '../../schema/access/read-access.ts';
import { makeContract } from '../../schema/contracts/make-contract.ts';
import { readTags } from '../../schema/contracts/read-tags.ts';
import { contracts } from '../../schema/contracts.ts';

const text = readFileSync('schema/supergraph.graphql', 'utf8');
const { sdl, rules } = readAccess(text);
const api = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
const tags = readTags(text);

/** What a schema holds, by coordinate. */
function coordinatesOf(schema: GraphQLSchema): Set<string> {
  const found = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    found.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) found.add(`${type.name}.${name}`);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      found.add(`${type.name}.${field.name}`);
      for (const { name } of 'args' in field ? field.args : []) found.add(`${type.name}.${field.name}(${name}:)`);
    }
  }
  return found;
}

/** The supergraph with `@inaccessible`, as Federation's own contracts have it, on all of the API that is not kept. */
function hide(kept: ReadonlySet<string>): DocumentNode {
  const known = coordinatesOf(api);
  const mark: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'inaccessible' } };
  const marked = <Node extends { directives?: readonly ConstDirectiveNode[] | undefined }>(node: Node, at: string) =>
    known.has(at) && !kept.has(at) ? { ...node, directives: [...(node.directives ?? []), mark] } : node;
  const document = parse(
    sdl.replace('{', '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)\n{'),
  );
  const directive = parse(
    'directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION',
  );
  const definitions = document.definitions.map((node) => {
    if (!isTypeDefinitionNode(node)) return node;
    const { value: type } = node.name;
    const whole = marked(node, type);
    if (whole.kind === Kind.ENUM_TYPE_DEFINITION)
      return { ...whole, values: whole.values?.map((value) => marked(value, `${type}.${value.name.value}`)) };
    if (whole.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      return { ...whole, fields: whole.fields?.map((field) => marked(field, `${type}.${field.name.value}`)) };
    if (whole.kind !== Kind.OBJECT_TYPE_DEFINITION && whole.kind !== Kind.INTERFACE_TYPE_DEFINITION) return whole;
    const fields = whole.fields?.map((field) => {
      const at = `${type}.${field.name.value}`;
      const args = field.arguments?.map((argument) => marked(argument, `${at}(${argument.name.value}:)`));
      return { ...marked(field, at), arguments: args };
    });
    return { ...whole, fields };
  });
  return { ...document, definitions: [...definitions, ...directive.definitions] } as DocumentNode;
}

test.each(contracts.map((contract) => [contract.name, contract] as const))(
  "%s is the schema that Federation's @inaccessible leaves of the supergraph",
  (_, contract) => {
    const ours = makeContract(contract, { api, tags, rules });
    const theirs = Supergraph.build(print(hide(coordinatesOf(ours))))
      .apiSchema()
      .toGraphQLJSSchema();
    expect(printSchema(lexicographicSortSchema(ours))).toBe(printSchema(lexicographicSortSchema(theirs)));
    // It hides something of each kind, or the comparison would say little.
    expect(coordinatesOf(ours).size).toBeLessThan(coordinatesOf(api).size * 0.75);
  },
);
