import { getTableName } from 'drizzle-orm';
import { graphql } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { connectDatabase, type Database } from '../../subgraphs/kit/database.ts';
import type { ServingUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { openPlannedDatabase, type Planned } from './planned-database.ts';
import type { Question } from './questions.ts';

/** A question, who asked it, and the statements that its answer took. */
export type Read = { label: string; planned: Planned[] };

const personKey = Buffer.from('plans');
const atOnce = 4;

/**
 * Asks a subgraph questions as a caller, over a database whose statements are planned.
 *
 * @param callers by the name to show
 * @param answers whether statements are answered too: for questions that go on from what they find
 */
export async function readPlans(
  subgraph: Subgraph,
  urls: ServingUrls,
  callers: Record<string, Caller>,
  questions: (callerName: string) => Promise<Question[]>,
  answers = false,
): Promise<Read[]> {
  const reads: Read[] = [];
  for (const [name, caller] of Object.entries(callers)) {
    const asked = await questions(name);
    const next = asked.values();
    const work = Array.from({ length: atOnce }, async () => {
      const planned: Planned[] = [];
      const { database, stop } = openPlannedDatabase(caller, {
        urls,
        cursorKey: cursorKeyOf(subgraph, urls),
        answers,
        onPlanned: (one) => planned.push(one),
      });
      try {
        for (const question of next) {
          await ask(subgraph, database, caller, question);
          reads.push({ label: `${name}: ${question.label}`, planned: planned.splice(0) });
        }
      } finally {
        await stop();
      }
    });
    await Promise.all(work);
  }
  return reads;
}

/** Errors but those of what finds no row. */
async function ask(subgraph: Subgraph, db: Database, caller: Caller, { text, variables, label }: Question) {
  const answer = await graphql({
    schema: subgraph.schema,
    source: text,
    variableValues: variables,
    contextValue: { loaders: subgraph.createLoaders(db), personKey, caller },
  });
  const [error] = answer.errors ?? [];
  if (error) throw new Error(`${label}: ${error.message}`, { cause: error.originalError ?? error });
  return answer.data;
}

const open = (subgraph: Subgraph, urls: ServingUrls) =>
  connectDatabase({
    urls,
    name: subgraph.name,
    open: subgraph.open.map((table) => getTableName(table)),
    secret: personKey,
  });

const cursorKeyOf = (subgraph: Subgraph, urls: ServingUrls) =>
  open(subgraph, urls).forCaller({ subject: null, agency: null, jurisdiction: [], scopes: [], purpose: null })
    .cursorKey;

/** The same for what has to find rows: answers questions. */
export function answering(subgraph: Subgraph, urls: ServingUrls, caller: Caller) {
  const database = open(subgraph, urls);
  return {
    ask: (question: Question) => ask(subgraph, database.forCaller(caller), caller, question) as Promise<object>,
    stop: database.stop,
  };
}
