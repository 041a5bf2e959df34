import { expect, test } from 'vitest';
import {
  defaultSettings,
  settingsBySubgraph,
  subgraphSettingsEnvironment,
} from '../../gateway/data-sources/environment.ts';
import { EnvironmentError, readEnvironment } from '../../subgraphs/kit/environment.ts';

const names = ['officials', 'data-quality'];
const read = (env: Record<string, string>) =>
  settingsBySubgraph(readEnvironment(env, { given: subgraphSettingsEnvironment }).given, names);

test('without a setting each subgraph has the defaults', () => {
  expect(read({ PATH: '/bin' })('officials')).toEqual(defaultSettings);
});

test('each setting holds for all subgraphs, a timeout also for one', () => {
  const settingsOf = read({
    SUBGRAPH_TIMEOUT: '9000',
    SUBGRAPH_TIMEOUT_DATA_QUALITY: '20000',
    SUBGRAPH_RETRIES: '0',
    SUBGRAPH_CONCURRENCY: '8',
    SUBGRAPH_QUEUE: '0',
    SUBGRAPH_MAX_BYTES: '1000000',
    SUBGRAPH_SLOW: '3000',
    SUBGRAPH_PAUSE: '250',
  });
  const all = { timeout: 9_000, retries: 0, concurrency: 8, queue: 0, maxBytes: 1_000_000, slow: 3_000, pause: 250 };
  expect(settingsOf('officials')).toEqual(all);
  expect(settingsOf('data-quality')).toEqual({ ...all, timeout: 20_000 });
});

test('what is wrong is told all at once, with what was expected, and no value', () => {
  const env = {
    SUBGRAPH_TIMEOUT: '15s',
    SUBGRAPH_TIMEOUT_OFFICIALS: '0',
    SUBGRAPH_RETRIES: '-1',
    SUBGRAPH_CONCURRENCY: '1.5',
    SUBGRAPH_QUEUE: '1e9',
  };
  expect(() => read(env)).toThrow(EnvironmentError);
  expect(() => read(env)).toThrow(
    [
      'SUBGRAPH_TIMEOUT: expected milliseconds, from 1 to 600000',
      'SUBGRAPH_RETRIES: expected how often to ask again, from 0 to 10',
      'SUBGRAPH_CONCURRENCY: expected how many requests may run at once, from 1 to 10000',
      'SUBGRAPH_QUEUE: expected how many requests may wait, from 0 to 100000',
      'SUBGRAPH_TIMEOUT_OFFICIALS: expected milliseconds, from 1 to 600000',
    ].join('\n'),
  );
});

test('a timeout of a subgraph that the supergraph does not have is refused', () => {
  expect(() => read({ SUBGRAPH_TIMEOUT_OFICIALS: '1000' })).toThrow(
    'the supergraph has no subgraph for SUBGRAPH_TIMEOUT_OFICIALS: expected one of SUBGRAPH_TIMEOUT_OFFICIALS, SUBGRAPH_TIMEOUT_DATA_QUALITY',
  );
});
