import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { createDataFolder, runScript, startScript } from '../support/process.ts';
import { personKey } from '../support/stack.ts';

const size = 300;

test('npm start has the register for development, over the people of its databases, and matching works beside it', async () => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder, PORT: '0', POPULATION_REGISTER_PORT: '0', SEED_OFFICIALS: `${size}` };
  const running = startScript('start', [], { env });
  await running.until('answers at');
  const [, url] = /population register for development: (\S+)/.exec(running.output()) ?? [];
  const token = (await readFile(join(folder, 'population-register', 'token'), 'utf8')).trim();
  const { truth } = createPopulation({ officials: size, personKey }).story(size + 1);
  const response = await fetch(`${url}/v1/lookups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ numbers: [truth.personalNumber] }),
  });
  expect(await response.json()).toEqual({
    answers: [expect.objectContaining({ number: truth.personalNumber, fullName: truth.fullName, status: 'ALIVE' })],
  });
  // Without SEED_OFFICIALS: the databases themselves tell for how many they were filled.
  const matched = await runScript('match', [], { env: { DATA_DIR: folder } });
  expect(matched.output).toMatch(/matched +2\d\d/);
  expect(matched.code).toBe(0);

  const port = new URL(url as string).port;
  running.signal('SIGTERM');
  expect(await running.ended).toBe(0);
  const other = startScript('start', [], {
    env: { ...env, POPULATION_REGISTER_URL: `http://127.0.0.1:${port}`, POPULATION_REGISTER_TOKEN: token },
  });
  await other.until('answers at');
  expect(other.output()).not.toContain('population register for development');
  other.signal('SIGTERM');
  expect(await other.ended).toBe(0);
});
