import { setImmediate } from 'node:timers/promises';
import { getTableName } from 'drizzle-orm';
import { type ConstDirectiveNode, type GraphQLSchema, isUnionType, Kind } from 'graphql';
import { roles } from '../../gateway/access/roles.ts';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { personKey } from '../support/stack.ts';
import type { Asker, Case } from './cases.ts';
import { compareExecutions } from './compare-executions.ts';
import { findCursors } from './cursors.ts';
import { disturbLoaders } from './disturbed-loaders.ts';
import { type Faults, noFaults } from './faults.ts';
import type { Representations } from './generate/entities.ts';
import { textOf } from './generate/operation.ts';
import type { Pools } from './generate/pools.ts';
import { createReference } from './reference.ts';
import type { CountedComparison } from './run.ts';
import { letUnheardPass } from './unheard.ts';

/**
 * Compares how a subgraph answers by itself with graphql-js over the same database.
 *
 * @param pools values of arguments, and keys of entities
 */
export async function compareSubgraph(
  name: string,
  databaseUrls: DatabaseUrls,
  pools: Pools,
): Promise<CountedComparison> {
  const entry = registry.find((one) => one.name === name);
  if (!entry) throw new Error(`no subgraph is called ${name}`);
  const faults = new WeakMap<Caller, Faults>();
  const given: Subgraph = (await entry.load()).default;
  const subgraph: Subgraph = {
    ...given,
    createLoaders: (db) => disturbLoaders(given.createLoaders(db) as object, faults.get(db.caller) ?? noFaults),
  };
  const own = startSubgraph(subgraph, { databaseUrls, personKey, report: () => {} });
  const database = connectDatabase({
    urls: databaseUrls,
    name,
    open: subgraph.open.map((table) => getTableName(table)),
    secret: personKey,
  });
  const reference = createReference(subgraph, (caller, signal) => ({
    loaders: subgraph.createLoaders(database.forCaller(caller, signal)),
    personKey,
    caller,
  }));
  const { schema } = subgraph;
  const executions: Record<string, number> = {};
  const unheard = letUnheardPass();
  /** Attributed rightly where one asks after the other. */
  const answer = async (who: string, execute: () => Promise<object>): Promise<string> => {
    const before = unheard.count();
    const text = JSON.stringify(await execute());
    await setImmediate();
    const found = unheard.count() - before;
    if (found > 0) executions[`rejections unheard: ${who}`] = (executions[`rejections unheard: ${who}`] ?? 0) + found;
    return text;
  };
  const cursors = await findCursors(schema, (query) => reference({ query, caller: callerOf('everything') }));
  return {
    grammar: {
      schema,
      pools: { ...pools, ...cursors },
      size: 20,
      depth: 4,
      mutations: 0.03,
      entities: { share: 0.6, representations: representationsOf(schema, pools) },
    },
    ask: async (asked: Case) => {
      const { document, variables, asker } = asked;
      const caller = callerOf(asker);
      faults.set(caller, asked.faults);
      // As in process, where a plan's document travels with its text.
      const request = { query: textOf(asked), variables, caller, ...(asked.seed % 2 === 0 && { document }) };
      return [
        await answer('graphql-js', () => reference(request)),
        await answer('the executor', () => own.execute(request)),
      ];
    },
    executions,
    judge: (_, answers) => compareExecutions(...answers),
    stop: async () => {
      await Promise.all([own.stop(), database.stop()]);
      unheard.stop();
    },
  };
}

/** Entities by their keys, as far as the pools hold values for them. */
function representationsOf(schema: GraphQLSchema, pools: Pools): Representations {
  const union = schema.getType('_Entity');
  const types = isUnionType(union) ? union.getTypes() : [];
  const found = types.map(({ name, astNode, extensionASTNodes }) => {
    const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
    const [first = [], ...others] = keysOf(directives).map(
      (key) => pools[`${name}.${key}`]?.map((value) => ({ [key]: value })) ?? [],
    );
    const keyed = others.reduce(
      (left, right) => left.flatMap((one) => right.map((other) => ({ ...one, ...other }))),
      first,
    );
    return [name, keyed.map((key) => ({ __typename: name, ...key }))] as const;
  });
  return Object.fromEntries(found.filter(([, keyed]) => keyed.length > 0));
}

function keysOf(directives: readonly ConstDirectiveNode[]): string[] {
  const key = directives.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.split(' ') : [];
}

function callerOf(asker: Asker): Caller {
  if (asker === 'anonymous') return { ...anonymous };
  const whole = {
    agency: null,
    jurisdiction: 'national' as const,
    scopes: Object.values(roles).flatMap(({ scopes }) => [...scopes]),
  };
  const { agency, jurisdiction, scopes } = asker === 'everything' ? whole : roles[asker];
  return { subject: `test:${asker}`, agency, jurisdiction, scopes, purpose: 'AUDIT' };
}
