import { randomUUID } from 'node:crypto';
import { type Role, roles } from '../../gateway/access/roles.ts';
import type { ExecutorKind } from '../../gateway/execution/environment.ts';
import type { GatewayObserver } from '../../gateway/telemetry/observer.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { RunningSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { type Stack, startStack, withoutLimits } from '../support/stack.ts';
import type { Asker, Case } from './cases.ts';
import { disturb } from './faults.ts';
import { textOf } from './generate/operation.ts';
import { createRecorder, representationsOf } from './recorded.ts';

export type GatewaysOptions = {
  /** The two that are compared. */
  executors: readonly [ExecutorKind, ExecutorKind];
  split: boolean;
  databaseUrls?: Record<string, DatabaseUrls>;
};

type Given = { recorder: ReturnType<typeof createRecorder>; faults: Case['faults'] };

/**
 * Two gateways over the same databases, whose subgraphs answer a case alike: what was answered to one is answered to the other, with
 * the same faults.
 */
export async function startGateways({ executors, split, databaseUrls = {} }: GatewaysOptions) {
  const running = new Map<string, Given>();
  const around = (subgraph: RunningSubgraph): RunningSubgraph => ({
    ...subgraph,
    execute: async (request) => {
      const given = running.get(request.requestId ?? '');
      if (!given) return subgraph.execute(request);
      const answer = await given.recorder.answer(subgraph.name, request, subgraph.execute as never);
      return disturb(answer, given.faults, subgraph.name, representationsOf(request)) as Awaited<
        ReturnType<typeof subgraph.execute>
      >;
    },
  });
  const executions: Record<string, number> = {};
  const count = (how: string) => {
    executions[how] = (executions[how] ?? 0) + 1;
  };
  const observer: GatewayObserver = {
    onExecution: ({ executor, reason }) => count(reason ? `${executor}: ${reason}` : executor),
  };
  await using stack = new AsyncDisposableStack();
  const [stock, other] = await Promise.all(
    executors.map(async (executor) => {
      const started = await startStack({
        executor,
        split,
        around,
        databaseUrls,
        observer,
        ...withoutLimits,
        planning: { timeout: planWithin },
      });
      stack.defer(() => started.stop());
      return { started, tokens: await tokensOf(started) };
    }),
  );
  if (!stock || !other) throw new Error('two gateways were to be started');
  const started = stack.move();
  return {
    stack: stock.started,
    /** How often operations were executed how, as gateways tell their observers. */
    executions,
    /** The answers to a case as text, the first executor's and the second's. */
    async ask(asked: Case): Promise<[string, string]> {
      const requestId = randomUUID();
      const recorder = createRecorder();
      running.set(requestId, { recorder, faults: asked.faults });
      const text = textOf(asked);
      const askOne = ({ started, tokens }: typeof stock) =>
        started.askText(text, asked.variables, {
          token: tokens[asked.asker] ?? null,
          headers: { 'x-request-id': requestId },
        });
      try {
        const first = await askOne(stock);
        const requests = recorder.asked();
        const second = await askOne(other);
        if (recorder.asked() > requests) count('asked subgraphs for more than stock');
        return [first, second];
      } finally {
        running.delete(requestId);
        // Kept by a stack for tests that count them: a million cases would fill the memory.
        for (const { started } of [stock, other]) started.statements.length = started.failures.length = 0;
      }
    },
    stop: () => started.disposeAsync(),
  };
}

/** Milliseconds. Else one of the two would find an operation too complex on a busy machine, and the other not. */
const planWithin = 60_000;

async function tokensOf(stack: Stack): Promise<Partial<Record<Asker, string>>> {
  const made = Object.keys(roles).map(
    async (role) => [role, await stack.tokenOf(role as Role, { purpose: 'AUDIT' })] as const,
  );
  return { ...Object.fromEntries(await Promise.all(made)), everything: stack.everything };
}
