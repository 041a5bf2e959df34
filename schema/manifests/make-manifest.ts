import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoUnusedFragmentsRule,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  separateOperations,
  specifiedRules,
  stripIgnoredCharacters,
  validate,
} from 'graphql';
import { hashOf, type Manifest, ManifestError } from './manifest.ts';

/** The text of a .graphql file, and what it is called in messages. */
export type DocumentFile = { path: string; text: string };

/** A fragment that several operations share is used by none of them in some folder. */
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

/**
 * The manifest of the operations in some files, which may share fragments: each body is one operation with the fragments it
 * uses, without comments and spaces. ManifestError, with file and line, for what the schema does not answer or what
 * cannot be told by a name.
 */
export function makeManifest(files: readonly DocumentFile[], api: GraphQLSchema): Manifest {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: files.flatMap((file) => parseFile(file)) };
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 0) throw new ManifestError('expected at least one operation in the files');
  refuseUnnamed(operations);
  const errors = validate(api, document, rules);
  if (errors.length > 0) throw new ManifestError(errors.map(describe).join('\n'));
  const bodies = separateOperations(document);
  return {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: operations.map((node) => {
      const name = node.name?.value as string;
      const body = stripIgnoredCharacters(print(bodies[name] as DocumentNode));
      return { id: hashOf(body), name, type: node.operation as 'query' | 'mutation', body };
    }),
  };
}

/** The text of a manifest's file: one operation a line, so that a change shows as what it is. */
export function printManifest({ format, version, operations }: Manifest): string {
  const lines = operations.map((operation) => `    ${JSON.stringify(operation)}`);
  return `{\n  "format": "${format}",\n  "version": ${version},\n  "operations": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** The names and places of a manifest's operations that a schema does not answer (any longer), one line each. */
export function listOutdated({ operations }: Manifest, path: string, api: GraphQLSchema): string[] {
  return operations.flatMap(({ name, body }) =>
    validate(api, parse(body)).map(({ message }) => `${path}: ${name}: ${message}`),
  );
}

function parseFile({ path, text }: DocumentFile) {
  try {
    return parse(new Source(text, path)).definitions;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new ManifestError(describe(error));
  }
}

function refuseUnnamed(operations: readonly OperationDefinitionNode[]): void {
  const unnamed = operations.filter(({ name }) => !name);
  if (unnamed.length > 0)
    throw new ManifestError(
      unnamed
        .map((node) => describe(new GraphQLError('Expected a name for every operation.', { nodes: node })))
        .join('\n'),
    );
}

/** `people.graphql:3: Cannot query field ...` */
function describe({ message, source, nodes, locations }: GraphQLError): string {
  const place = source ?? nodes?.[0]?.loc?.source;
  return place ? `${place.name}:${locations?.[0]?.line}: ${message}` : message;
}
