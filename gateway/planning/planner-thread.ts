import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { describeFault } from '../telemetry/log.ts';
import type { PlannerAnswer, PlannerMessage, PlannerTask } from './planner.ts';
import { plannerConfig } from './planner-config.ts';

/** The planner's own limits, as it words them. */
const limit =
  /^(Exceeded maximum recursive selections|Number of non-local selections exceeds|Too many options generated)/;

function createAnswer(supergraph: Supergraph): (task: PlannerTask) => PlannerAnswer {
  const schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, plannerConfig);
  return ({ text, operationName }) => {
    try {
      const document = parse(text, { noLocation: true });
      return { plan: planner.buildQueryPlan(operationFromDocument(schema, document, { operationName })) };
    } catch (error) {
      const fault = error as Error;
      return limit.test(fault.message) ? { refused: true } : { fault: describeFault(fault) };
    }
  };
}

const say = (message: PlannerMessage) => parentPort?.postMessage(message);

/** The program of the thread: says whether it has a supergraph to plan for, then plans one operation for each message. */
try {
  const answer = createAnswer(Supergraph.build(workerData as string, { validateSupergraph: true }));
  parentPort?.on('message', (task: PlannerTask) => say(answer(task)));
  say('ready');
} catch (error) {
  say({ unusable: (error as Error).message });
}
