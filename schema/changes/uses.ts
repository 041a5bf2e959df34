import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
  visit,
} from 'graphql';
import { coordinatesOf } from '../coordinates.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { UsageReport } from './usage-report.ts';

/** Who relies on what of a schema. */
export type Use = {
  /** As `operation OfficialDossier`, `document X of pension-office` or `client hanoi-portal by partner-locality`. */
  who: string;
  /** The contract by which it asks, null for the whole schema; left out where that is not told. */
  contract?: string | null | undefined;
  /** Coordinates that it names, the types they belong to, `on Type` for a condition and `@directive`. */
  names: ReadonlySet<string>;
  /** Input fields and values that its variables may bring: whether they do is not in a document, nor counted. */
  mayName: ReadonlySet<string>;
  /** Of a client, how often it asked for each. */
  requests?: ReadonlyMap<string, number>;
  /** The text of a document, so that it can be held against the schema. */
  body?: string;
};

/** What the operations of a manifest name. */
export function usesOfManifest(manifest: Manifest, label: (name: string) => string, schema: GraphQLSchema): Use[] {
  return manifest.operations.map(({ name, body }) => {
    const document = parse(body);
    const operation = document.definitions.find(
      (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
    );
    const coordinates = operation ? coordinatesOf(schema, document, operation) : [];
    return {
      who: label(name),
      names: new Set([...coordinates, ...coordinates.map(typeOf), ...conditionsAndDirectives(document)]),
      mayName: reachable(schema, variableTypes(schema, document)),
      body,
    };
  });
}

/**
 * What clients have asked for, as their gateways counted it. Of a client that uses an argument it is not known what it puts there:
 * it may be any field of the argument's type.
 */
export function usesOfReports(reports: readonly UsageReport[], schema: GraphQLSchema): Use[] {
  const all = reports.flatMap(({ uses }) => uses);
  // An older report does not say by which contract, which is not the same as by none.
  const users = Map.groupBy(all, ({ client, contract }) =>
    JSON.stringify(contract === undefined ? [client] : [client, contract]),
  );
  return [...users.values()].map((uses) => {
    const [{ client, contract } = { client: null }] = uses;
    const coordinates = uses.map(({ coordinate }) => coordinate);
    const types = coordinates.map(typeOf);
    return {
      who: `${client === null ? 'clients without a name' : `client ${client}`}${contract ? ` by ${contract}` : ''}`,
      contract,
      names: new Set([...coordinates, ...types, ...types.map((type) => `on ${type}`)]),
      mayName: reachable(schema, argumentTypes(schema, coordinates)),
      requests: new Map(uses.map(({ coordinate, requests }) => [coordinate, requests])),
    };
  });
}

const typeOf = (coordinate: string) => coordinate.split('.')[0] as string;

function conditionsAndDirectives(document: DocumentNode): string[] {
  const found: string[] = [];
  visit(document, {
    FragmentDefinition: ({ typeCondition }) => void found.push(`on ${typeCondition.name.value}`),
    InlineFragment: ({ typeCondition }) => void (typeCondition && found.push(`on ${typeCondition.name.value}`)),
    Directive: ({ name }) => void found.push(`@${name.value}`),
  });
  return found;
}

function variableTypes(schema: GraphQLSchema, document: DocumentNode): string[] {
  const names: string[] = [];
  visit(document, {
    VariableDefinition({ type }) {
      // Typescript picks the overload of named types alone.
      const found = typeFromAST(schema, type as never);
      if (found) names.push(getNamedType(found).name);
    },
  });
  return names;
}

/** The types of those coordinates that are arguments, `Type.field(argument:)`. */
function argumentTypes(schema: GraphQLSchema, coordinates: readonly string[]): string[] {
  return coordinates.flatMap((coordinate) => {
    const [, type = '', field = '', argument] = /^(\w+)\.(\w+)\((\w+):\)$/.exec(coordinate) ?? [];
    const found = schema.getType(type);
    if (!isObjectType(found) && !isInterfaceType(found)) return [];
    const given = found.getFields()[field]?.args.find(({ name }) => name === argument);
    return given ? [getNamedType(given.type).name] : [];
  });
}

/** Input types, and everything within them: `Type`, `Type.field`, `Enum.VALUE`. */
function reachable(schema: GraphQLSchema, roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const type = schema.getType(name);
    if (isEnumType(type)) for (const value of type.getValues()) found.add(`${name}.${value.name}`);
    if (!isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      found.add(`${name}.${field.name}`);
      waiting.push(getNamedType(field.type).name);
    }
  }
  return found;
}
