import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ask } from '../support/process.ts';
import { startFederation, startGatewayProcess, supergraphFile } from '../support/small-federation.ts';

test('a subgraph that comes with a changed supergraph is signed for with the key that came before it', async ({
  onTestFinished,
}) => {
  const federation = await startFederation(['alpha', 'beta'], onTestFinished);
  const file = await supergraphFile(federation.compose(['alpha']), onTestFinished);
  const keys = join(dirname(file), 'keys');
  await mkdir(keys);
  const gateway = await startGatewayProcess(file, { SUBGRAPH_KEYS_DIR: keys });
  expect((await ask(gateway.url(), '{ alpha }')).data).toEqual({ alpha: 'alpha' });
  expect(federation.alpha.signed()).toBe(0);

  await writeFile(join(keys, 'beta'), 'b'.repeat(40));
  await writeFile(file, federation.compose(['alpha', 'beta']));
  const both = async () => expect((await ask(gateway.url(), '{ alpha beta }')).data?.beta).toBe('beta');
  await vi.waitFor(both, { timeout: 60_000, interval: 50 });
  expect(federation.beta.signed()).toBe(1);
  expect(federation.alpha.signed()).toBe(0);
});
