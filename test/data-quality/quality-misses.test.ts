import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { scheduleMisses } from '../../subgraphs/commands/quality-misses.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';

test('a schedule beside an own database says which databases its runs cannot reach', async () => {
  const config = subgraphsEnvironment.parse({
    DATABASE_URL_DATA_QUALITY: 'postgres://app:x@db/quality',
    DATABASE_URL_OFFICIALS: 'postgres://app:x@db/officials',
    PERSON_KEY: randomBytes(32).toString('base64url'),
  });
  const urls = { SOCIAL_SECURITY: 'http://social.example/graphql' };
  expect(await scheduleMisses(config, urls, new AbortController().signal)).toEqual([
    expect.stringContaining('each run will miss administrative-units: expected DATABASE_URL_ADMINISTRATIVE_UNITS or'),
    expect.stringContaining('each run will miss labor-employment: expected DATABASE_URL_LABOR_EMPLOYMENT or'),
  ]);
});
