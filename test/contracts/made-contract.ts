import { buildSchema, execute, GraphQLError, getOperationAST, parse } from 'graphql';
import { createContractExecutor } from '../../gateway/contracts/contract-executor.ts';
import { makeContract } from '../../schema/contracts/make-contract.ts';
import { readTags } from '../../schema/contracts/read-tags.ts';

const text = `
  directive @tag(name: String!) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION
  type Query @tag(name: "in") {
    one: Kind many: [Kind!] strict: [Strict!]! union: U unions: [U] nodes: [Node!] deep: Deep echo(kind: Kind, filter: Filter): String
    fails: String
  }
  type Mutation { secretChange: Int }
  enum Kind { OPEN SECRET @tag(name: "out") }
  type Strict @tag(name: "in") { kind: Kind! name: String }
  interface Node @tag(name: "in") { id: ID kind: Kind }
  type Open implements Node @tag(name: "in") { id: ID kind: Kind deep: Deep }
  type Secret implements Node @tag(name: "out") { id: ID kind: Kind }
  union U = Open | Secret
  type Deep @tag(name: "in") { union: U! other: Int }
  input Filter { open: Int secretFilter: Int @tag(name: "out") }
`;
/** All of a schema some of whose parts are tagged to be hidden; `secret` is in the names of these alone. */
export const api = buildSchema(text);
/** What is left of it. */
export const contract = makeContract(
  { name: 'partner', description: '', include: ['in'], exclude: ['out'], withholds: [], isOpen: false },
  { api, tags: readTags(text), rules: {} as never },
);

const open = {
  __typename: 'Open',
  id: '1',
  kind: 'OPEN',
  deep: { union: { __typename: 'Secret', id: '3' }, other: 1 },
};
const secret = { __typename: 'Secret', id: '2', kind: 'SECRET' };
/** Answers with what the contract hides, too. */
export const rootValue = {
  one: 'SECRET',
  many: ['OPEN', 'SECRET'],
  strict: [
    { kind: 'OPEN', name: 'a' },
    { kind: 'SECRET', name: 'b' },
  ],
  union: secret,
  unions: [open, secret, null],
  nodes: [open, { ...open, kind: 'SECRET' }],
  deep: { union: secret, other: 1 },
  echo: (args: object) => JSON.stringify(args),
  fails: () => {
    throw new GraphQLError('Ask for secretFilter or Secret.id.', { extensions: { code: 'BAD_USER_INPUT' } });
  },
};

/** The documents that came through, as JSON, since somebody emptied it. */
export const asked: string[] = [];
const ask = createContractExecutor({
  contract,
  api,
  // Stands for the whole gateway: it knows the whole API, and executes what it is given.
  execute: (async ({ document, request }: { document: ReturnType<typeof parse>; request: { variables?: object } }) => {
    asked.push(JSON.stringify(document));
    return execute({ schema: api, document, rootValue, variableValues: request.variables as never });
  }) as never,
});

/** Answers as JSON has it. */
export async function askContract(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  const answer = await ask({ document, operation, queryHash: 'hash', request: { variables }, context: {} } as never);
  return JSON.parse(JSON.stringify(answer));
}
