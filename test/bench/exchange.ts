/**
 * What a request to a subgraph over HTTP costs at both its ends: signed, sent, checked, answered with what was made beforehand, read
 * and checked again; no database. Prints microseconds of CPU a request of the gateway's end and of the subgraph's, 10 at once; the median
 * of the rounds, and with --against the same of another checkout, in turns.
 *
 * npm run bench:exchange -- [--against /path/to/checkout] [--rounds 5] [--requests 3000] [--profile folder]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Task } from './exchange-end.ts';

const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '3000' },
    profile: { type: 'string' },
  },
});

const id = (at: number) => `6f1c2f64-0d9a-4f0e-9a53-${String(at).padStart(12, '0')}`;
const query = `query Measured($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Person { worker { status mainContract { position employer { taxCode name } } } } } }`;
const entities = (count: number) => ({
  query: query.replace('Measured', `Measured${count}`),
  variables: { representations: Array.from({ length: count }, (_, at) => ({ __typename: 'Person', id: id(at) })) },
  answer: {
    data: {
      _entities: Array.from({ length: count }, () => ({
        __typename: 'Person',
        worker: {
          status: 'EMPLOYED',
          mainContract: {
            position: 'Kế toán trưởng',
            employer: { taxCode: '0101234567', name: 'Công ty cổ phần Sông Hồng' },
          },
        },
      })),
    },
  },
});
const cases = [
  { name: 'one entity', ...entities(1) },
  { name: '50 entities', ...entities(50) },
];

type Told = { url: string; microseconds: number };
type End = { name: string; gateway: ChildProcess; subgraph: ChildProcess; url: string };

const end = async (name: string, role: string, root: string) => {
  const profiling = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${join(values.profile, `${name}-${role}`)}`] : [];
  const child = fork(join(import.meta.dirname, 'exchange-end.ts'), [role, root], {
    execArgv: ['--import', './gateway/require-node.js', ...profiling],
  });
  const [told] = (await once(child, 'message')) as [Told];
  return { child, ...told };
};
const start = async (name: string, root: string): Promise<End> => {
  const { child: subgraph, url } = await end(name, 'subgraph', root);
  const { child: gateway } = await end(name, 'gateway', root);
  return { name, gateway, subgraph, url };
};
const tell = async (child: ChildProcess, task: Partial<Task>): Promise<number> => {
  child.send(task);
  return ((await once(child, 'message')) as [Told])[0].microseconds;
};

type Cost = { gateway: number; subgraph: number };
/** Microseconds of CPU a request. */
async function measure(
  { gateway, subgraph, url }: End,
  asked: (typeof cases)[number],
  requests: number,
): Promise<Cost> {
  const before = {
    subgraph: await tell(subgraph, asked),
    gateway: await tell(gateway, { ...asked, url, requests: 0 }),
  };
  const after = await tell(gateway, { ...asked, url, requests });
  return {
    gateway: (after - before.gateway) / requests,
    subgraph: ((await tell(subgraph, {})) - before.subgraph) / requests,
  };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

const ends = [await start('here', process.cwd()), ...(values.against ? [await start('against', values.against)] : [])];
const requests = Number(values.requests);
for (const asked of cases) {
  const found = ends.map((): Cost[] => []);
  for (const each of ends) await measure(each, asked, requests);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [at, each] of ends.entries()) found[at]?.push(await measure(each, asked, requests));
  const told = ends.map(({ name }, at) => {
    const costs = found[at] ?? [];
    const of = (which: keyof Cost) => median(costs.map((cost) => cost[which])).toFixed(0);
    return `${name}: gateway ${of('gateway')} µs, subgraph ${of('subgraph')} µs`;
  });
  console.log(`${asked.name.padEnd(12)} ${told.join('   ')}`);
}
for (const { gateway, subgraph } of ends)
  for (const child of [gateway, subgraph]) {
    child.disconnect();
    await once(child, 'exit');
  }
