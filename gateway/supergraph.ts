import { readFile } from 'node:fs/promises';
import { type EnumValueNode, Kind, parse, type StringValueNode } from 'graphql';

/** Said when the supergraph file cannot be used. */
export class SupergraphError extends Error {}

export type SupergraphFile = {
  sdl: string /** Subgraph name -> the address composed into the file. */;
  urls: Record<string, string>;
};

/** Reads a Federation 2 supergraph and the subgraphs it names. SupergraphError, naming the file, where it is not one. */
export async function readSupergraph(path: string): Promise<SupergraphFile> {
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
  return { sdl, urls };
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
