import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { describeFault } from '../telemetry/log.ts';
import type { PlannerAnswer, PlannerTask } from './planner.ts';
import { plannerConfig } from './planner-config.ts';

/** The program of the thread: says when it is ready, then plans one operation for each message. */
const supergraph = Supergraph.build(workerData as string, { validateSupergraph: false });
const schema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph, plannerConfig);

/** The planner's own limits, as it words them. */
const limit =
  /^(Exceeded maximum recursive selections|Number of non-local selections exceeds|Too many options generated)/;

function answer({ text, operationName }: PlannerTask): PlannerAnswer {
  try {
    const document = parse(text, { noLocation: true });
    return { plan: planner.buildQueryPlan(operationFromDocument(schema, document, { operationName })) };
  } catch (error) {
    const fault = error as Error;
    return limit.test(fault.message) ? { refused: true } : { fault: describeFault(fault) };
  }
}

parentPort?.on('message', (task: PlannerTask) => parentPort?.postMessage(answer(task)));
parentPort?.postMessage('ready');
