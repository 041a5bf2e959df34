import { expect, test } from 'vitest';
import { environmentName } from '../../schema/subgraph-name.ts';
import { registry } from '../../subgraphs/registry.ts';
import { createDataFolder, runScript, startScript } from '../support/process.ts';
import type { Answer } from '../support/stack.ts';

const keys = Object.fromEntries(
  registry.map(({ name }) => [
    `SUBGRAPH_KEY_${environmentName(name)}`,
    `a key of ${name} that is long enough to be taken`,
  ]),
);

test('a gateway of NODE_ENV=production keeps the schema to itself, and says to come by HTTPS', async ({
  onTestFinished,
}) => {
  const DATA_DIR = await createDataFolder(onTestFinished);
  const env = { ...keys, DATA_DIR, PORT: '0', NODE_ENV: 'production', OIDC_ISSUER: 'http://127.0.0.1:1' };
  const page = 'https://app.example';
  const gateway = startScript('gateway', [], { env: { ...env, CORS_ORIGINS: page, MAX_BODY_BYTES: '2000' } });
  await gateway.until('Ctrl-C stops all of it.');
  const post = async (query: string) => {
    const response = await fetch(gateway.url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: page },
      body: JSON.stringify({ query }),
    });
    return { response, answer: (await response.json()) as Answer };
  };
  const { response, answer } = await post('{ __typename }');
  expect(answer).toMatchObject({ data: { __typename: 'Query' } });
  expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=/);
  expect(response.headers.get('access-control-allow-origin')).toBe(page);
  expect((await post('{ __schema { queryType { name } } }')).answer.errors?.[0]?.extensions.code).toBe(
    'INTROSPECTION_NOT_ALLOWED',
  );
  expect((await post('{ oficials { totalCount } }')).answer.errors?.[0]?.message).toBe(
    'Cannot query field "oficials" on type "Query".',
  );
  expect((await post(`{ ${'__typename '.repeat(200)} }`)).response.status).toBe(413);
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
});

test('wrong settings of HTTP are told together, and not repeated', async ({ onTestFinished }) => {
  const DATA_DIR = await createDataFolder(onTestFinished);
  const env = { DATA_DIR, PORT: '0', CORS_ORIGINS: 'https://app.example/secret', MAX_BODY_BYTES: 'many' };
  const { code, output } = await runScript('gateway', [], { env });
  expect(code).toBe(1);
  expect(output).toMatch(/^lienthong: CORS_ORIGINS: expected origins such as https:\/\/app\.example, .*$/m);
  expect(output).toMatch(/^lienthong: MAX_BODY_BYTES: expected a number of bytes from 1024 to 67108864$/m);
  expect(output).not.toMatch(/secret|many/);
});
