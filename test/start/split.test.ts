import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentName } from '../../schema/subgraph-name.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ask, createDataFolder, processesOf, runScript, startScript, tokenOf } from '../support/process.ts';

test('four services on one data folder, started at once, and the gateway alone over them', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder, SEED_OFFICIALS: '200', PORT: '0' };
  const services = registry.map(({ name }) => startScript('subgraph', [name], { env }));
  await Promise.all(services.map((service) => service.until('answers at')));
  const urls = registry.map(({ name }, index) => [
    `SUBGRAPH_URL_${environmentName(name)}`,
    services[index]?.url() ?? '',
  ]);
  const gateway = startScript('gateway', [], { env: { ...env, ...Object.fromEntries(urls) } });
  await gateway.until('Ctrl-C stops all of it.');
  const ready = await fetch(new URL('/health/ready', gateway.url()));
  expect(ready.status).toBe(200);
  const answer = await ask(
    gateway.url(),
    '{ officials(first: 2) { nodes { agency { name } person { insuredPerson { id } worker { status } } } } }',
    await tokenOf(env, 'data-steward', '--purpose', 'DATA_QUALITY'),
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data.officials.nodes).toHaveLength(2);

  // The gateway's connections to the services are open: they end in order all the same, the last one with PostgreSQL.
  for (const service of services) service.signal('SIGTERM');
  expect(await Promise.all(services.map((service) => service.ended))).toEqual(services.map(() => 0));
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});

test.concurrent.for([
  ['', 'cannot read the supergraph'],
  ['not a { graph', 'is not GraphQL'],
  ['type Query { a: Int }', 'names no subgraphs'],
  [
    'enum join__Graph { A @join__graph(name: "a", url: "http://a") } type Query { a: Int }',
    'cannot load the supergraph',
  ],
] as const)(
  'a SUPERGRAPH that is missing or broken is told in a line: %s',
  async ([content, message], { onTestFinished }) => {
    const folder = await createDataFolder(onTestFinished);
    const file = join(folder, 'supergraph.graphql');
    if (content) await writeFile(file, content);
    const refused = await runScript('gateway', [], { env: { SUPERGRAPH: file, DATA_DIR: folder, PORT: '0' } });
    expect(refused).toEqual({ code: 1, output: expect.stringMatching(`^lienthong: .*${message}.*\n$`) });
  },
);
