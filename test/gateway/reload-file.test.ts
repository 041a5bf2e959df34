import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ask } from '../support/process.ts';
import { startFederation, startGatewayProcess, supergraphFile } from '../support/small-federation.ts';

/** Longer than the gateway's slow look at a file system that tells nothing. */
const patience = { timeout: 20_000, interval: 20 };

const extensions = { cost: { estimated: 0, actual: 0, limit: 50_000 } };
const alone = { data: { alpha: 'alpha' }, extensions };
const both = { data: { alpha: 'alpha', beta: 'beta' }, extensions };
const unknown = { errors: [expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })] };

test('a changed file is taken over while requests go on, however it is changed; a wrong one is refused once', async ({
  onTestFinished,
}) => {
  const federation = await startFederation(['alpha', 'beta'], onTestFinished);
  const small = federation.compose(['alpha']);
  const large = federation.compose(['alpha', 'beta']);
  // As Kubernetes mounts a file: a link to a link to the folder of a version.
  const folder = dirname(await supergraphFile('', onTestFinished));
  const mount = async (version: string, text: string) => {
    await mkdir(join(folder, version));
    await writeFile(join(folder, version, 'graph.graphql'), text);
    await symlink(version, join(folder, '..tmp'));
    await rename(join(folder, '..tmp'), join(folder, '..data'));
  };
  await mount('..1', small);
  const file = join(folder, 'graph.graphql');
  await symlink('..data/graph.graphql', file);
  const gateway = await startGatewayProcess(file, { SUBGRAPH_URL_ALPHA: federation.alpha.url });

  // Steady requests: both states know the one, so that nothing but a fault changes its answer.
  let done = false;
  const answers: object[] = [];
  const client = async () => {
    while (!done) answers.push(await ask(gateway.url(), '{ alpha }').catch((error: Error) => error));
  };
  const clients = [client(), client(), client()];
  const answerIs = (expected: object) =>
    vi.waitFor(async () => expect(await ask(gateway.url(), '{ alpha beta }')).toEqual(expected), patience);
  const count = (text: string) => gateway.output().split(text).length - 1;

  await answerIs(unknown);
  await mount('..2', large);
  await answerIs(both);
  await mount('..3', small);
  await answerIs(unknown);

  // Replaced by another file, then written in place.
  const replace = async (text: string) => {
    await writeFile(join(folder, 'next'), text);
    await rename(join(folder, 'next'), file);
  };
  await replace(large);
  await answerIs(both);
  await writeFile(file, small);
  await answerIs(unknown);
  await writeFile(file, large);
  await answerIs(both);
  expect(count('supergraph taken over')).toBe(5);

  const refused = [
    ['not a { graph', 'is not GraphQL'],
    [large.replace('beta(of: Int): String', 'beta(of: Int): Missing'), 'cannot load the supergraph'],
    [large.replace('https://specs.apollo.dev/join/', 'https://specs.example/join/'), 'cannot load the supergraph'],
    [federation.compose(['beta']), 'no subgraph for SUBGRAPH_URL_ALPHA'],
    [
      federation.compose(['alpha', 'beta'], { beta: '@requiresScopes(scopes: [["a"]])' }).replace('[["a"]]', '"a"'),
      'access rules',
    ],
  ] as const;
  // A part of what is written in place may have been read, and refused, before the rest was there.
  const before = count('"supergraph refused"');
  for (const [index, [text, reason]] of refused.entries()) {
    await replace(text);
    await vi.waitFor(() => expect(count('"supergraph refused"')).toBe(before + index + 1), patience);
    const line =
      gateway
        .output()
        .split('\n')
        .findLast((line) => line.includes('supergraph refused')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 'error', reason: expect.stringContaining(reason) });
    expect(await ask(gateway.url(), '{ alpha beta }')).toEqual(both);
  }
  await rm(file);
  await vi.waitFor(() => expect(count('cannot read the supergraph')).toBe(1), patience);
  // What is in use comes back: no news. Then the next.
  await replace(large);
  await replace(federation.compose(['alpha', 'beta'], { beta: '@requiresScopes(scopes: [["a"]])' }));
  await vi.waitFor(() => expect(count('supergraph taken over')).toBe(6), patience);
  expect(await ask(gateway.url(), '{ alpha beta }')).toMatchObject({
    data: { alpha: 'alpha', beta: null },
    errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
  });
  expect(count('"supergraph refused"')).toBe(before + refused.length + 1);

  done = true;
  await Promise.all(clients);
  expect(answers.length).toBeGreaterThan(100);
  expect(answers.filter((answer) => JSON.stringify(answer) !== JSON.stringify(alone))).toEqual([]);
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
});
