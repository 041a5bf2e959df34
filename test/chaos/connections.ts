import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { answerOf } from './ask.ts';
import { judgeReply } from './load.ts';
import type { Question } from './questions.ts';
import { counted, type Finding, percentile } from './run-fault.ts';

type Options = {
  url: string;
  questions: readonly Question[];
  count: number;
  /** Milliseconds. */
  lasting: number;
  stopping?: AbortSignal;
};

/** Milliseconds between two questions on one connection. */
const interval = 10_000;

/**
 * Many connections at once, each opened in the same moment and kept: it asks at once, then every ten seconds. No answer may be
 * another than before, and no connection may end.
 */
export async function holdConnections({ url, questions, count, lasting, stopping }: Options): Promise<Finding> {
  const quick = questions.toSorted((a, b) => a.milliseconds - b.milliseconds).slice(0, questions.length / 2);
  const problems: string[] = [];
  const times: number[] = [];
  let opened = 0;
  let lost = 0;
  let isOver = false;
  const clients = Array.from({ length: count }, () => {
    const client = new Client(new URL(url).origin, { headersTimeout: 60_000, bodyTimeout: 60_000 });
    client.on('connect', () => {
      opened += 1;
    });
    client.on('disconnect', () => {
      if (!isOver) lost += 1;
    });
    return client;
  });
  const end = performance.now() + lasting;
  const hold = async (client: Client, index: number) => {
    for (let round = 0; performance.now() < end && !stopping?.aborted; round++) {
      const question = quick[(index + round * 7) % quick.length] as Question;
      const began = performance.now();
      const verdict = judgeReply(question, await answerOf(url, question, client), undefined);
      times.push(performance.now() - began);
      if ('why' in verdict) problems.push(`${question.name}: ${verdict.why}`);
      // Spread over the interval, so that from the second round on they do not come all at once again.
      const next = round === 0 ? (interval * index) / count : interval;
      await sleep(Math.max(0, Math.min(began + next, end) - performance.now()));
    }
  };
  await Promise.all(clients.map(hold));
  stopping?.throwIfAborted();
  isOver = true;
  await Promise.all(clients.map((client) => client.close()));
  const wrong = problems.length;
  if (opened !== count || lost > 0)
    problems.push(`${count} connections were to be held: ${opened} opened, ${lost} lost`);
  return {
    name: 'connections',
    requests: times.length,
    partial: 0,
    wrong,
    outside: lost,
    remark: `${count} connections for ${Math.round(lasting / 1_000)} s, ${lost} lost; p99 ${Math.round(percentile(times))} ms, the burst at the start included`,
    problems: counted(problems),
  };
}
