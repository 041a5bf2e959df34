import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { answerOf, createClient } from './ask.ts';
import type { Installation } from './installation.ts';
import { judgeReply } from './load.ts';
import type { Question } from './questions.ts';
import { counted, type Finding } from './run-fault.ts';

type Options = {
  installation: Installation;
  questions: readonly Question[];
  /** How many requests; memory is compared with that after a tenth of them. */
  requests: number;
  clients: number;
  onProgress: (done: number) => void;
  stopping?: AbortSignal;
};

/** Bytes. */
type Memory = { heap: number; resident: number };

/** How much more may be held at the end than after a tenth. */
const growth = 0.2;

/**
 * Memory of a gateway of its own, after a tenth of the requests and after all of them, each time after a garbage collection.
 * Every question is asked, the quick ones more often; one request in a hundred is refused, and one in a hundred is given up by
 * its client.
 */
export async function measureMemory(options: Options): Promise<Finding> {
  const { installation, requests, onProgress } = options;
  const gateway = await installation.startGateway({ NODE_OPTIONS: '--inspect=127.0.0.1:0' });
  const [, debuggerUrl] = /listening on (ws:\S+)/.exec(gateway.output()) ?? [];
  if (!debuggerUrl) throw new Error('the gateway does not tell where it is inspected');
  const url = gateway.url();
  const problems: string[] = [];
  await askMany(url, { ...options, requests: requests / 10 }, problems, onProgress);
  const early = await memoryOf(gateway.pid, debuggerUrl);
  await askMany(url, { ...options, requests: requests - requests / 10 }, problems, (done) =>
    onProgress(requests / 10 + done),
  );
  const late = await memoryOf(gateway.pid, debuggerUrl);
  gateway.signal('SIGTERM');
  await gateway.ended;
  const wrong = problems.length;
  for (const kind of ['heap', 'resident'] as const)
    if (late[kind] > early[kind] * (1 + growth))
      problems.push(`${kind}: more than ${growth * 100} % over that of a tenth`);
  const told = (kind: keyof Memory) =>
    `${kind} ${megabytes(early[kind])} -> ${megabytes(late[kind])} MB (${percent(late[kind] / early[kind] - 1)})`;
  return {
    name: 'memory',
    requests,
    partial: 0,
    wrong,
    outside: 0,
    remark: `after ${requests / 10} and ${requests} requests: ${told('heap')}, ${told('resident')}`,
    problems: counted(problems),
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const percent = (share: number) => `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;

async function askMany(
  url: string,
  { questions, requests, clients, stopping }: Options,
  problems: string[],
  onProgress: (done: number) => void,
): Promise<void> {
  const agent = createClient();
  const chosen = weighted(questions);
  let next = 0;
  const client = async () => {
    while (next < requests && !stopping?.aborted) {
      const count = next++;
      if (count % 500 === 0) onProgress(count);
      const question = chosen(count);
      if (count % 100 === 50) {
        const refused = await answerOf(
          url,
          { body: `{"query":"{ none${count % 2_000} }"}`, token: question.token },
          agent,
        );
        if (!('status' in refused) || !refused.text.includes('GRAPHQL_VALIDATION_FAILED'))
          problems.push('a field that does not exist: another answer than expected');
      } else if (count % 100 === 75) await giveUp(url, question);
      else {
        const verdict = judgeReply(question, await answerOf(url, question, agent), undefined);
        if ('why' in verdict) problems.push(`${question.name}: ${verdict.why}`);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await agent.close();
  stopping?.throwIfAborted();
}

/** Sends a question and goes away. */
async function giveUp(url: string, { body, token }: Question): Promise<void> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(3) });
  // It may have been answered before that.
  await answer.then((response) => response.text()).catch(() => {});
}

/** Every question in turn at each twentieth place, and else the quick ones of those that are answered in full. */
function weighted(questions: readonly Question[]) {
  const sorted = questions.toSorted((a, b) => a.milliseconds - b.milliseconds);
  // What is refused in part may ask no subgraph at all.
  const full = sorted.filter(({ expected }) => !expected.includes('"errors":'));
  const quick = full.slice(0, Math.ceil(full.length / 4));
  const round = sorted.length * 20;
  return (count: number): Question => {
    const place = count % round;
    const list = place % 20 === 0 ? sorted : quick;
    return list[Math.floor(place / (place % 20 === 0 ? 20 : 1)) % list.length] as Question;
  };
}

/** Asks the process's own inspector to collect garbage first: what is not held any longer is no matter of ours. */
async function memoryOf(pid: number, debuggerUrl: string): Promise<Memory> {
  const socket = new WebSocket(debuggerUrl);
  await once(socket, 'open');
  let id = 0;
  const call = async (method: string) => {
    id += 1;
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [event] = (await once(socket, 'message')) as [{ data: string }];
      const message = JSON.parse(event.data) as { id?: number; result?: { usedSize: number } };
      if (message.id === id) return message.result;
    }
  };
  await call('HeapProfiler.collectGarbage');
  await call('HeapProfiler.collectGarbage');
  const usage = await call('Runtime.getHeapUsage');
  socket.close();
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { heap: usage?.usedSize ?? 0, resident: Number(kilobytes) * 1024 };
}
