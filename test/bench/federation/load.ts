import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StreamMessage, TurnMessage, TurnResult } from './load-process.ts';

export type Load = {
  addStream: (message: StreamMessage) => void;
  /** Asks for a while; resolves when the last answer is there. */
  run: (turn: TurnMessage['turn']) => Promise<TurnResult>;
};

/** Starts the clients' process; it ends with `stack`, or with this process. */
export function startLoad(stack: AsyncDisposableStack, stopping: AbortSignal): Load {
  const child = fork(join(import.meta.dirname, 'load-process.ts'), { detached: true, env: { PATH: process.env.PATH } });
  const ended = new AbortController();
  child.once('close', () => ended.abort(new Error('the process of the clients has ended')));
  stack.defer(async () => {
    if (ended.signal.aborted) return;
    child.kill('SIGKILL');
    await once(ended.signal, 'abort');
  });
  const over = AbortSignal.any([stopping, ended.signal]);
  return {
    addStream: (message) => void child.send(message),
    async run(turn) {
      over.throwIfAborted();
      child.send({ turn });
      const [result] = await once(child, 'message', { signal: over });
      return result as TurnResult;
    },
  };
}
