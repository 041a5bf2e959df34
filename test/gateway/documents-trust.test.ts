import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createDocuments } from '../../gateway/documents/documents.ts';
import { documentsEnvironment } from '../../gateway/documents/environment.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import { anonymous } from '../../schema/caller.ts';
import { hashOf, persisted } from './documents-requests.ts';

const config = documentsEnvironment.parse({ SAFELIST: 'enforce' });
const documents = await createDocuments({ config, log: createLog('silent'), mayIntrospect: () => false });
const asking = { requestId: 'r', caller: anonymous, client: null, contract: null };
const admit = (query: string) => documents.admit({ query, extensions: undefined }, asking);

const { operations } = JSON.parse(readFileSync('schema/manifests/operations.json', 'utf8')) as {
  operations: { name: string; body: string }[];
};

test.each(operations)('$name is trusted as it is, and neither with more nor with less', ({ body }) => {
  expect(admit(`# the same\n ${body} `).query).toContain(body);
  // The longest is as long as anything is read.
  for (const other of [
    `${body} query Other { officials { totalCount } }`,
    `${body} x`,
    body.slice(0, -1),
    ` x ${body}`,
  ])
    expect(() => admit(other)).toThrow(/documents of its manifests alone/);
});

test('strings are compared by what they say', () => {
  const { body } = operations.find(({ name }) => name === 'FirstQuestion') ?? { body: '' };
  expect(admit(body.replace('"26740"', '"""26740"""')).query).toContain('"""');
  expect(admit(body.replace('"26740"', '"\\u0032\\u{36}740"')).query).toContain('u{36}');
  for (const other of ['"26741"', '26740', '"26740 "', '" 26740"', '"26,740"', 'null'])
    expect(() => admit(body.replace('"26740"', other))).toThrow();
});

test('what is remembered is told by the judge alone: Apollo Server finds nothing that was not judged', async () => {
  // Its hash is in no manifest, because of the space.
  const query = `${operations[0]?.body} `;
  const persistedQueries = documents.persistedQueriesOf(null);
  if (!persistedQueries) throw new Error('expected automatic persisted queries');
  await persistedQueries.cache.set(`apq:${hashOf(query)}`, query);
  expect(await persistedQueries.cache.get(`apq:${hashOf(query)}`)).toBeUndefined();
  expect(documents.admit({ query: undefined, extensions: persisted(query) }, asking).query).toBe(query);
});

test('the ids that the guide shows are of the manifest', () => {
  const shown = readFileSync('gateway/documents/README.md', 'utf8').match(/[\da-f]{64}/g) ?? [];
  const ids = shown.map((documentId) =>
    documents.admit({ query: undefined, documentId, extensions: undefined }, asking),
  );
  expect(ids.length).toBeGreaterThan(0);
});
