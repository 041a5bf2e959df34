import { roles } from '../../gateway/access/roles.ts';
import { readTokenRequest } from '../../gateway/access/token-request.ts';
import { createPlanner } from '../../gateway/planning/planner.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import type { Databases } from '../operations/databases.ts';
import { operations } from '../operations/operations.ts';
import { variablesOf } from '../operations/variables.ts';
import { answerOf, type Reply } from './ask.ts';
import type { Expected } from './judge.ts';

/** An operation as one caller asks it, and what it is to be answered. */
export type Question = Expected & {
  /** The operation's file and who asks. */
  name: string;
  body: string;
  token: string | undefined;
  /** The subgraphs that its plan asks. */
  asks: ReadonlySet<string>;
  /** Milliseconds that it took then, with nobody else asking. */
  milliseconds: number;
};

/** Who asks: one for whom nothing is refused, one to whom the access rules matter, and one without a token. */
export const callers = {
  everyone: undefined,
  officer: readTokenRequest('provincial-officer', { purpose: 'BENEFIT_SETTLEMENT' }).claims,
  everything: {
    sub: 'chaos:everything',
    azp: 'chaos',
    jurisdiction: 'national',
    scope: [...new Set(Object.values(roles).flatMap(({ scopes }) => [...scopes]))].join(' '),
    purpose: 'AUDIT',
  },
} as const;

export type Caller = keyof typeof callers;

type Options = {
  url: string;
  databases: Databases;
  tokenOf: (caller: Caller) => Promise<string | undefined>;
  chosen?: readonly Caller[];
  stopping: AbortSignal;
};

/**
 * Every committed query as each caller asks it, with what it is answered now. Error where two answers differ or one is no GraphQL
 * answer, because then there is nothing to compare with.
 */
export async function prepareQuestions({
  url,
  databases,
  tokenOf,
  chosen = Object.keys(callers) as Caller[],
  stopping,
}: Options): Promise<Question[]> {
  const asked = await subgraphsAsked();
  const questions: Question[] = [];
  for (const caller of chosen) {
    const token = await tokenOf(caller);
    for (const { file, text } of operations) {
      stopping.throwIfAborted();
      const asks = asked.get(file);
      if (!asks) continue;
      const [variables] = await variablesOf(file, databases);
      const body = JSON.stringify({ query: text, variables });
      const name = `${file} (${caller})`;
      const first = answered(name, await answerOf(url, { body, token }));
      const began = performance.now();
      const second = answered(name, await answerOf(url, { body, token }));
      if (first !== second) throw new Error(`${name}: two answers to the same question differ`);
      const isMixed = /\.\.\. on /.test(text);
      questions.push({ name, isMixed, body, token, asks, expected: second, milliseconds: performance.now() - began });
    }
  }
  return questions;
}

function answered(name: string, reply: Reply): string {
  if ('failure' in reply) throw new Error(`${name}: no answer before any fault (${reply.failure})`);
  if (reply.status !== 200) throw new Error(`${name}: answered ${reply.status} before any fault`);
  return reply.text;
}

/** The subgraphs that each committed query is planned to ask, by file; mutations left out. */
async function subgraphsAsked(): Promise<Map<string, ReadonlySet<string>>> {
  const { sdl } = await readSupergraph('schema/supergraph.graphql', {});
  const planner = createPlanner(sdl, 60_000);
  try {
    const queries = operations.filter(({ document }) =>
      document.definitions.every((node) => !('operation' in node) || node.operation === 'query'),
    );
    const planned = queries.map(async ({ file, text }) => {
      const plan = await planner.plan({ text, operationName: undefined });
      const names = [...JSON.stringify(plan).matchAll(/"serviceName":"([^"]+)"/g)].map(([, name]) => name as string);
      return [file, new Set(names)] as const;
    });
    return new Map(await Promise.all(planned));
  } finally {
    await planner.stop();
  }
}
