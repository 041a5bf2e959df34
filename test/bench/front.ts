/**
 * What a request costs at the gateway's front: all that stands around the executor, which answers with an object made beforehand
 * (no database, no subgraph). Prints microseconds of the gateway's CPU a request, of 10 clients that vary their bodies; the median of the
 * rounds, and with --against the same of another checkout, in turns.
 *
 * npm run bench:front -- [--against /path/to/checkout] [--rounds 5] [--requests 3000] [--profile folder] [--only 'one official']
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { createRandom } from '../gateway/fuzz-documents.ts';

const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '3000' },
    profile: { type: 'string' },
    only: { type: 'string' },
  },
});
const clients = 10;

type Ready = { url: string; everything: string; officer: string };
type Used = { microseconds: number; heap: number };
type Server = Ready & { name: string; process: ChildProcess; pool: Pool };

const read = (name: string) => readFile(join('schema/operations', `${name}.graphql`), 'utf8');
const point = await read('official-across-databases');
const page = await read('officials-across-databases');

const random = createRandom(1);
const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const id = () => `6f1c2f64-0d9a-4f0e-9a53-${digits(12)}`;
const cases: { name: string; token: 'everything' | 'officer'; body: () => object; headers?: Record<string, string> }[] =
  [
    { name: 'one official', token: 'everything', body: () => ({ query: point, variables: { id: id() } }) },
    {
      name: '50 officials',
      token: 'everything',
      body: () => ({ query: page, variables: { first: 50, filter: { unitIds: [`${digits(5)}@start`] } } }),
    },
    {
      name: '50 officials, gzip',
      token: 'everything',
      body: () => ({ query: page, variables: { first: 50, filter: { unitIds: [`${digits(5)}@start`] } } }),
      headers: { 'accept-encoding': 'gzip' },
    },
    {
      name: '50 officials, partly refused',
      token: 'officer',
      body: () => ({ query: page, variables: { first: 50, filter: { unitIds: [`${digits(5)}@start`] } } }),
    },
  ];

async function start(name: string, root: string): Promise<Server> {
  const profiling = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${join(values.profile, name)}`] : [];
  const child = fork(join(import.meta.dirname, 'front-server.ts'), [root], {
    execArgv: ['--import', './gateway/require-node.js', ...profiling],
    stdio: ['ignore', 'inherit', process.env.FRONT_STDERR ? 'inherit' : 'ignore', 'ipc'],
    env: { ...process.env, APOLLO_TELEMETRY_DISABLED: 'true' },
  });
  const [ready] = (await once(child, 'message')) as [Ready];
  return { name, ...ready, process: child, pool: new Pool(new URL(ready.url).origin, { connections: clients }) };
}

async function used(server: Server): Promise<Used> {
  server.process.send('used');
  return ((await once(server.process, 'message')) as [Used])[0];
}

async function ask(server: Server, { token, body, headers }: (typeof cases)[number]): Promise<number> {
  const answer = await server.pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server[token]}`, ...headers },
    body: JSON.stringify(body()),
  });
  const bytes = await answer.body.bytes();
  if (answer.statusCode !== 200 || bytes.length < 200)
    throw new Error(`answered ${answer.statusCode}: ${new TextDecoder().decode(bytes)}`);
  return bytes.length;
}

/** Microseconds of CPU a request. */
async function measure(server: Server, asked: (typeof cases)[number], requests: number): Promise<number> {
  const before = await used(server);
  let left = requests;
  const client = async () => {
    while (left-- > 0) await ask(server, asked);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return ((await used(server)).microseconds - before.microseconds) / requests;
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

const servers = [
  await start('here', process.cwd()),
  ...(values.against ? [await start('against', values.against)] : []),
];
const requests = Number(values.requests);
for (const asked of cases.filter(({ name }) => !values.only || name === values.only)) {
  const found = servers.map((): number[] => []);
  for (const server of servers) await measure(server, asked, requests);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [at, server] of servers.entries()) found[at]?.push(await measure(server, asked, requests));
  const bytes = await ask(servers[0] as Server, asked);
  const told = servers.map(
    ({ name }, at) =>
      `${name} ${median(found[at] as number[])
        .toFixed(0)
        .padStart(5)} µs`,
  );
  console.log(`${asked.name.padEnd(30)} ${String(bytes).padStart(6)} bytes  ${told.join('  ')}`);
}
for (const server of servers) {
  await server.pool.close();
  server.process.disconnect();
  await once(server.process, 'exit');
}
