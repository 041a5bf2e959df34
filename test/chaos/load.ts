import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, createClient } from './ask.ts';
import { judge, type Verdict } from './judge.ts';
import type { Question } from './questions.ts';

/** One question that was asked; times are of performance.now(). */
export type Sample = { question: Question; began: number; ended: number; isAnswered: boolean; verdict: Verdict };

type LoadOptions = {
  /** Where to ask, at each moment. */
  url: () => string;
  questions: readonly Question[];
  /** The subgraph that is to be faulted; none where every answer must be as before. */
  faulted?: string | undefined;
  clients: number;
  /** Questions a second, of all clients together. */
  rate: number;
};

export type Load = {
  /** All that were answered so far. */
  samples: readonly Sample[];
  /** Asks no more, and waits for the answers. */
  stop: () => Promise<void>;
};

/**
 * Several clients ask one question after another at a steady rate, whether those before are answered or not: what hangs must not
 * keep us from asking what does not.
 */
export function startLoad({ url, questions, faulted, clients, rate }: LoadOptions): Load {
  const agents = Array.from({ length: clients }, createClient);
  const samples: Sample[] = [];
  const open = new Set<Promise<void>>();
  let isOver = false;

  const ask = async (count: number) => {
    const question = questions[order(count, questions.length)] as Question;
    const began = performance.now();
    const reply = await answerOf(url(), question, agents[count % clients]);
    const verdict = judgeReply(question, reply, question.asks.has(faulted ?? '') ? faulted : undefined);
    samples.push({ question, began, ended: performance.now(), isAnswered: 'status' in reply, verdict });
  };
  const run = async () => {
    const began = performance.now();
    for (let count = 0; !isOver; count++) {
      const early = began + (count * 1_000) / rate - performance.now();
      if (early > 0) await sleep(early);
      const asking: Promise<void> = ask(count).finally(() => open.delete(asking));
      open.add(asking);
    }
  };
  const running = run();
  return {
    samples,
    async stop() {
      isOver = true;
      await running;
      await Promise.all(open);
      await Promise.all(agents.map((agent) => agent.close()));
    },
  };
}

/** Steps through all of them in an order in which neighbours have little in common. */
const order = (count: number, length: number) => (count * stride(length)) % length;

function stride(length: number): number {
  for (let step = Math.round(length * 0.382); ; step++) if (divisor(step, length) === 1) return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** What a reply is worth, answered or not. */
export function judgeReply(
  question: Question,
  reply: Awaited<ReturnType<typeof answerOf>>,
  faulted: string | undefined,
): Verdict {
  if ('failure' in reply) return { is: 'wrong', why: `no answer: ${reply.failure}` };
  if (reply.status !== 200) return { is: 'wrong', why: `answered ${reply.status}` };
  return judge(question, reply.text, faulted);
}
