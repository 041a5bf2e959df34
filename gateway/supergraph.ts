import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type EnumValueNode, Kind, parse, type StringValueNode } from 'graphql';
import { AccessRuleError } from '../schema/access/links.ts';
import { readAccess } from '../schema/access/read-access.ts';
import type { AccessRules } from '../schema/access/rules.ts';
import { environmentName } from '../schema/subgraph-name.ts';

/** Said when the supergraph file cannot be used. */
export class SupergraphError extends Error {}

/** A supergraph as read from its file. */
export type SupergraphFile = {
  path: string;
  /** Tells its text from another. */
  digest: string;
  /** Without the access rules: @apollo/gateway refuses what it does not enforce itself. */
  sdl: string;
  /** Who may see what, for the guard before it. */
  rules: AccessRules;
  /** The subgraphs it names. */
  names: string[];
  /** The address of a subgraph by its name; SupergraphError where there is none. */
  addressOf: (name: string) => string;
};

/**
 * Reads a Federation 2 supergraph and the subgraphs it names. SupergraphError, naming the file, where it is not one.
 *
 * @param given addresses that replace those of the file, by what follows SUBGRAPH_URL_ in the variable's name;
 *   SupergraphError where the file has no such subgraph
 * @param keys of which the names are checked alike, after SUBGRAPH_KEY_
 */
export async function readSupergraph(
  path: string,
  given: Record<string, string>,
  keys: Record<string, unknown> = {},
): Promise<SupergraphFile> {
  const sdl = await readFile(path, 'utf8').catch(() => {
    throw new SupergraphError(
      `cannot read the supergraph ${path}: set SUPERGRAPH to a file made by \`npm run compose\` or another Federation 2 composition`,
    );
  });
  const urls = subgraphUrls(sdl, path);
  if (Object.keys(urls).length === 0)
    throw new SupergraphError(
      `${path} names no subgraphs: expected a Federation 2 supergraph with an enum join__Graph`,
    );
  for (const [prefix, names] of [
    ['SUBGRAPH_URL_', given],
    ['SUBGRAPH_KEY_', keys],
  ] as const)
    refuseUnknown(prefix, Object.keys(names), Object.keys(urls).map(environmentName));
  return {
    path,
    digest: digestOf(sdl),
    ...readRules(sdl, path),
    names: Object.keys(urls),
    addressOf: readAddresses(urls, given),
  };
}

/** Tells one text of a supergraph from another. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readRules(sdl: string, path: string): { sdl: string; rules: AccessRules } {
  try {
    return readAccess(sdl);
  } catch (error) {
    if (!(error instanceof AccessRuleError)) throw error;
    throw new SupergraphError(`cannot read the access rules of the supergraph ${path}: ${error.message}`);
  }
}

/** The values of `enum join__Graph { OFFICIALS @join__graph(name: "officials", url: "...") }`. */
function subgraphUrls(sdl: string, path: string): Record<string, string> {
  let document: ReturnType<typeof parse>;
  try {
    document = parse(sdl, { noLocation: true });
  } catch {
    throw new SupergraphError(`${path} is not GraphQL: expected a Federation 2 supergraph`);
  }
  const graphs = document.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph' ? (node.values ?? []) : [],
  );
  return Object.fromEntries(
    graphs.map(({ directives }) => {
      const given = Object.fromEntries(
        (directives ?? []).flatMap(({ arguments: given }) =>
          (given ?? []).map(({ name, value }) => [name.value, (value as StringValueNode | EnumValueNode).value]),
        ),
      );
      return [given.name ?? '', given.url ?? ''];
    }),
  );
}

/** Variables named after a subgraph, by what follows the prefix: one that is misspelt would silently do nothing. */
function refuseUnknown(prefix: string, names: string[], known: string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const variables = (of: string[]) => of.map((name) => `${prefix}${name}`).join(', ');
  throw new SupergraphError(
    `the supergraph has no subgraph for ${variables(unknown)}: expected one of ${variables(known)}`,
  );
}

/** The address of each subgraph: given by its SUBGRAPH_URL_*, else composed into the supergraph. */
function readAddresses(composed: Record<string, string>, given: Record<string, string>): (name: string) => string {
  return (name) => {
    const address = given[environmentName(name)] ?? composed[name];
    if (address) return address;
    throw new SupergraphError(`the supergraph has no address for "${name}": set SUBGRAPH_URL_${environmentName(name)}`);
  };
}
