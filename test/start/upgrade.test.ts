import { expect, inject, test } from 'vitest';
import { issueDevelopmentToken } from '../../gateway/access/development-identity.ts';
import { addressNames } from '../../subgraphs/config.ts';
import { registry } from '../../subgraphs/registry.ts';
import { callers, prepareQuestions } from '../chaos/questions.ts';
import { runUpgrade } from '../drill/run-upgrade.ts';
import { databasesOf } from '../operations/databases.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { createDataFolder } from '../support/process.ts';
import { personKey } from '../support/stack.ts';

// The short form of `npm run drill -- --only upgrade`: over the databases of the run, which are read alone.

test('every process is replaced under load, and no answer differs', async ({ onTestFinished }) => {
  const folder = await createDataFolder(onTestFinished);
  const urls = inject('databaseUrls');
  const addresses = registry.flatMap(({ name }) =>
    (['application', 'statistics'] as const).map((role) => [addressNames(name)[role], urls[name]?.[role] ?? '']),
  );
  const finding = await runUpgrade({
    folder,
    serviceEnv: { DATA_DIR: folder, PERSON_KEY: personKey.toString(), ...Object.fromEntries(addresses) },
    clients: 3,
    rate: 12,
    prepare: async ({ url, gatewayFolder }) => {
      const connections = registry.map(({ name }) => [name, ownerConnection(urls[name] as { owner: string })] as const);
      try {
        return await prepareQuestions({
          url: url(),
          databases: databasesOf({ databases: Object.fromEntries(connections) } as never),
          chosen: ['everything'],
          tokenOf: (caller) => issueDevelopmentToken(gatewayFolder, callers[caller] ?? {}, 600),
          stopping: new AbortController().signal,
        });
      } finally {
        await Promise.all(connections.map(([, sql]) => sql.end()));
      }
    },
  });
  expect(finding.problems).toEqual([]);
  expect(finding).toMatchObject({ wrong: 0, outside: 0, partial: 0 });
  expect(finding.requests).toBeGreaterThan(50);
});
