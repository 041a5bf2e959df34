import { composeServices } from '@apollo/composition';
import { ApolloGateway, type GraphQLDataSource, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { guardGateway } from '../../../gateway/access/guard.ts';
import { maskError } from '../../../gateway/mask-error.ts';
import { readAccess } from '../../../schema/access/read-access.ts';
import { anonymous, type Caller } from '../../../schema/caller.ts';

/** The head of a subgraph's SDL. */
export const head = (
  federation = '"@key", "@shareable", "@external", "@requires", "@authenticated", "@requiresScopes", "@policy", "@composeDirective"',
) => `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${federation}])
`;

/** The same with our directives: then every field has to declare who may see it. */
export const declaring = `${head()}
    @link(url: "https://lienthong.example/access/v0.1", import: ["@public", "@personalData", "@masked", "@reveals"])
    @composeDirective(name: "@public") @composeDirective(name: "@personalData")
    @composeDirective(name: "@masked") @composeDirective(name: "@reveals")
  directive @public on OBJECT | FIELD_DEFINITION
  directive @personalData(category: access__Category!) on OBJECT | FIELD_DEFINITION | INPUT_FIELD_DEFINITION
  directive @masked on FIELD_DEFINITION
  directive @reveals(scopes: [[String!]!]!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
  enum access__Category { BASIC SENSITIVE }
`;

// biome-ignore lint/suspicious/noExplicitAny: resolvers and answers of any made schema
type Anything = any;
type Made = { typeDefs: string; resolvers?: Anything };

/** Composes subgraphs; what composition says where they do not fit. */
export function composed(subgraphs: Record<string, Made | string>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, made]) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(typeof made === 'string' ? made : made.typeDefs),
    })),
  );
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** A supergraph written by hand: what composition would not make, or has made differently. */
export const byHand = (links: string, types: string, linkName = 'link') => `
  schema @${linkName}(url: "https://specs.apollo.dev/link/v1.0"${linkName === 'link' ? '' : `, as: "${linkName}"`})
    @${linkName}(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION) ${links} { query: Query }
  ${types}
`;

/** The scopes that a field of a supergraph asks for. */
export const scopesOf = (sdl: string, type = 'Query', field = 'a') =>
  readAccess(sdl).rules.requirementOf(type, field).scopes;

type Options = {
  mode?: 'filter' | 'reject';
  /** In place of what the subgraphs compose to. */
  supergraph?: string;
};

/** A real Apollo server and gateway behind the guard, over subgraphs in this process that count what they are asked. */
export async function startMadeGateway(subgraphs: Record<string, Made>, { mode = 'filter', supergraph }: Options = {}) {
  const { sdl, rules } = readAccess(supergraph ?? composed(subgraphs));
  const requests: string[] = [];
  const sourceOf = (name: string): GraphQLDataSource => {
    const { typeDefs, resolvers = {} } = subgraphs[name] as Made;
    const local = new LocalGraphQLDataSource(buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]) as never);
    return {
      process: (options) => {
        requests.push(`${name}: ${String(options.request.query).replaceAll(/\s+/g, ' ')}`);
        return local.process(options as never) as never;
      },
    };
  };
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    buildService: ({ name }) => sourceOf(name) as never,
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    logger,
  });
  const apollo = new ApolloServer<{ caller: Caller }>({
    gateway: guardGateway(gateway, { rules, mode }),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: maskError,
    logger,
  });
  await apollo.start();

  const askText = async (query: string, { caller = {}, ...rest }: Asking = {}) => {
    const { status, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: new HeaderMap([['content-type', 'application/json']]),
        search: '',
        body: JSON.parse(JSON.stringify({ query, ...rest })),
      },
      context: async () => ({ caller: whole(caller) }),
    });
    return { status: status ?? 200, text: body.kind === 'complete' ? body.string : '' };
  };
  return {
    rules,
    /** What the subgraphs were asked since the start. */
    requests,
    askText,
    /** The answer, and how many requests it took. */
    async ask(query: string, asking: Asking = {}) {
      const before = requests.length;
      const { status, text } = await askText(query, asking);
      const { data, errors = [] } = JSON.parse(text) as { data?: Anything; errors?: Anything[] };
      return { data, errors, refused: refusedPaths(errors), status, requests: requests.length - before };
    },
    stop: () => apollo.stop(),
  };
}

type Asking = { caller?: Partial<Caller>; variables?: Anything; operationName?: string };

const callers = new WeakMap<Partial<Caller>, Caller>();

/** The same for the same, as identity.ts has it. */
function whole(caller: Partial<Caller>): Caller {
  const known = callers.get(caller) ?? { ...anonymous, ...caller };
  callers.set(caller, known);
  return known;
}

/** A caller with a token and these scopes. */
export const holding = (...scopes: string[]): Partial<Caller> => ({ subject: 'someone', scopes });

/** Where the refusals of an answer are, as `people.0.name`. */
const refusedPaths = (errors: Anything[]): string[] =>
  errors
    .filter(({ extensions }) => extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE')
    .map(({ path }) => (path ?? []).join('.'));
