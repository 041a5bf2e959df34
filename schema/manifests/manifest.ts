import { createHash } from 'node:crypto';
import { type DefinitionNode, Kind, parse } from 'graphql';
import { z } from 'zod';

/** Said when a manifest, or what one is made from, cannot be used: one line a problem. */
export class ManifestError extends Error {}

/** A document that may be executed: one operation and the fragments it uses. */
export type ManifestOperation = {
  /** SHA-256 of `body` in lower-case hexadecimal: what a client sends in place of the body. */
  id: string;
  name: string;
  type: 'query' | 'mutation';
  body: string;
};

/** The format of Apollo's tools, so that what they make for a client is taken as it is. */
export type Manifest = {
  format: 'apollo-persisted-query-manifest';
  version: 1;
  operations: ManifestOperation[];
};

const name = 'expected the name of the operation';

const form = z.object({
  format: z.literal('apollo-persisted-query-manifest', { error: 'expected "apollo-persisted-query-manifest"' }),
  version: z.literal(1, { error: 'expected 1' }),
  operations: z.array(
    z.object({
      id: z.string({ error: 'expected the SHA-256 of the body in lower-case hexadecimal' }),
      name: z.string({ error: name }).min(1, name),
      type: z.enum(['query', 'mutation'], { error: 'expected query or mutation' }),
      body: z.string({ error: 'expected the text of the document' }),
    }),
    { error: 'expected a list' },
  ),
});

/** SHA-256 of a document's text, in lower-case hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads the text of a manifest. ManifestError, with every problem at its place in the file.
 *
 * @param path what the file is called in the messages
 */
export function parseManifest(text: string, path: string): Manifest {
  const { data, error } = form.safeParse(parseJson(text, path));
  if (!data) throw new ManifestError(error.issues.map((issue) => `${path}: ${describe(issue)}`).join('\n'));
  const problems = data.operations.flatMap((operation) =>
    listProblems(operation).map((problem) => `${path}: ${operation.name}: ${problem}`),
  );
  if (problems.length > 0) throw new ManifestError(problems.join('\n'));
  return data;
}

function listProblems({ id, name, type, body }: ManifestOperation): string[] {
  const problems = id === hashOf(body) ? [] : ['expected an id that is the SHA-256 of the body'];
  try {
    const operations = parse(body, { noLocation: true }).definitions.filter(isOperation);
    const [only] = operations;
    // Metrics and logs tell an operation by its name: it must be the one that is executed.
    if (operations.length !== 1 || only?.name?.value !== name || only.operation !== type)
      problems.push(`expected a body with one operation, a ${type} of that name`);
  } catch {
    problems.push('expected a body of GraphQL');
  }
  return problems;
}

const isOperation = (node: DefinitionNode) => node.kind === Kind.OPERATION_DEFINITION;

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ManifestError(`${path}: expected JSON: a manifest as \`npm run documents\` makes it`);
  }
}

/** `operations[3].id: expected ...` */
function describe({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place ? `${place.slice(1)}: ${message}` : 'expected an object of format, version and operations';
}
