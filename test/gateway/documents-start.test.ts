import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runScript } from '../support/process.ts';

const none = { format: 'apollo-persisted-query-manifest', version: 1, operations: [] };

test('a start is refused where manifests cannot be used, and all problems are told', async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-manifests-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'pension.json'), '{');
  await writeFile(join(folder, 'taxes.json'), JSON.stringify({ ...none, version: 2 }));
  await writeFile(join(folder, '001099000001.json'), JSON.stringify(none));
  await writeFile(join(folder, 'notes.txt'), 'no manifest');
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', TRUSTED_DOCUMENTS: folder };
  const { code, output } = await runScript('start', [], { env });
  expect(code).toBe(1);
  expect(output.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^lienthong: .*001099000001\.json: expected a file called as the client's tokens name it/),
    expect.stringMatching(/^lienthong: .*pension\.json: expected JSON/),
    expect.stringMatching(/^lienthong: .*taxes\.json: version: expected 1$/),
  ]);
});

test('wrong settings are told together', async () => {
  const env = {
    SAFELIST: 'zecret',
    TRUSTED_DOCUMENTS: '/zecret',
    PERSISTED_QUERIES_MIB: '-1',
    DOCUMENT_CACHE_MIB: '0',
  };
  const { code, output } = await runScript('start', [], { env });
  expect([code, output]).toEqual([1, expect.not.stringContaining('zecret')]);
  expect(output.trimEnd().split('\n')).toEqual([
    'lienthong: SAFELIST: expected one of off, log, enforce',
    'lienthong: PERSISTED_QUERIES_MIB: expected a whole number of MiB from 0 to 1024',
    'lienthong: DOCUMENT_CACHE_MIB: expected a whole number of MiB from 1 to 1024',
  ]);
});
