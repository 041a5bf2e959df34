import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { databasesOf } from '../operations/databases.ts';
import { compareAnswers } from './compare.ts';
import { findCursors } from './cursors.ts';
import { type GatewaysOptions, startGateways } from './gateways.ts';
import { findPools } from './pools.ts';
import type { CountedComparison } from './run.ts';

const api = join(import.meta.dirname, '../../schema/api.graphql');

/** Compares two gateways on operations over the whole API, with values that their databases hold. */
export async function compareGateways(options: GatewaysOptions): Promise<CountedComparison> {
  const { stack, ask, executions, stop } = await startGateways(options);
  const schema = buildSchema(readFileSync(api, 'utf8'));
  const pools = await findPools(databasesOf(stack));
  const cursors = await findCursors(schema, (query) => stack.ask(query));
  return {
    grammar: { schema, pools: { ...pools, ...cursors }, size: 24, depth: 5, introspection: 0.03, mutations: 0.03 },
    ask,
    executions,
    judge: ({ document, faults }, answers) =>
      compareAnswers(...answers, { mayShift: faults.kind !== 'none' || asksAbstract(schema, document) }),
    stop,
  };
}

function asksAbstract(schema: GraphQLSchema, document: DocumentNode): boolean {
  const info = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet() {
        found ||= isAbstractType(info.getParentType());
      },
    }),
  );
  return found;
}
