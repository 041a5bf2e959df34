import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { issueDevelopmentToken } from '../../gateway/access/development-identity.ts';
import { addressNames } from '../../subgraphs/config.ts';
import { registry } from '../../subgraphs/registry.ts';
import { killed, paused } from '../chaos/faults.ts';
import { type Installation, startInstallation } from '../chaos/installation.ts';
import { callers, prepareQuestions, type Question } from '../chaos/questions.ts';
import { type Fault, runFault } from '../chaos/run-fault.ts';
import { databasesOf } from '../operations/databases.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { createDataFolder } from '../support/process.ts';
import { personKey } from '../support/stack.ts';

// The short form of `npm run chaos`: over the databases of the run, which are read alone, so nothing of PostgreSQL is touched.

const faulted = 'officials';
const cleanings: (() => Promise<void>)[] = [];
let installation: Installation;
let questions: Question[];
beforeAll(async () => {
  const folder = await createDataFolder((clean) => cleanings.push(clean));
  const databaseUrls = inject('databaseUrls');
  const addresses = registry.flatMap(({ name }) =>
    (['application', 'statistics'] as const).map((role) => [
      addressNames(name)[role],
      databaseUrls[name]?.[role] ?? '',
    ]),
  );
  installation = await startInstallation({
    folder,
    serviceEnv: () => ({
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      PERSON_KEY: personKey.toString(),
      ...Object.fromEntries(addresses),
    }),
    gatewayEnv: { SUBGRAPH_TIMEOUT: '1500' },
  });
  cleanings.unshift(() => installation[Symbol.asyncDispose]());
  const databases = Object.fromEntries(
    registry.map(({ name }) => [name, ownerConnection(databaseUrls[name] as { owner: string })]),
  );
  questions = await prepareQuestions({
    url: installation.url(),
    databases: databasesOf({ databases } as never),
    chosen: ['everything'],
    tokenOf: (caller) => issueDevelopmentToken(installation.gatewayFolder, callers[caller] ?? {}, 600),
    stopping: new AbortController().signal,
  });
  await Promise.all(Object.values(databases).map((sql) => sql.end()));
});
afterAll(async () => {
  for (const clean of cleanings) await clean();
});

const underLoad = (fault: Fault) =>
  runFault(fault, {
    url: installation.url,
    questions,
    clients: 3,
    rate: 12,
    before: 500,
    lasting: 3_000,
    after: 3_000,
  });

test('questions ask the faulted subgraph, and others do not', () => {
  const asking = questions.filter(({ asks }) => asks.has(faulted)).length;
  expect([asking, questions.length - asking].every((count) => count > 8)).toBe(true);
});

test('a subgraph that is killed costs its own part of answers, and is back by itself once it runs', async () => {
  const finding = await underLoad(killed(installation, faulted));
  expect(finding.problems).toEqual([]);
  expect(finding).toMatchObject({ wrong: 0, outside: 0 });
  expect(finding.partial).toBeGreaterThan(0);
});

test('a subgraph that hangs costs its own part of answers, and nothing once it goes on', async () => {
  const finding = await underLoad(paused(installation, faulted));
  expect(finding.problems).toEqual([]);
  expect(finding).toMatchObject({ wrong: 0, outside: 0 });
  expect(finding.partial).toBeGreaterThan(0);
});
