import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { serviceEnvironment } from '../../subgraphs/config.ts';

/** The one line that a program writes by the log of a room. */
function line(room: string): Record<string, unknown> {
  const program = `import { createLog } from './${room}/log.ts';
    const log = createLog('warn');
    log.info('too low');
    log.error({ subgraph: 'officials', requestId: '4bf92f3577b34da6a3ce929d0e0e4736' }, 'subgraph failed');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(stdout).toBe('');
  return JSON.parse(stderr);
}

test('a subgraph that runs as a service logs in the form of the gateway, on standard error', () => {
  const [service, gateway] = [line('subgraphs/kit'), line('gateway/telemetry')];
  expect(service).toEqual({
    level: 'error',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    subgraph: 'officials',
    requestId: '4bf92f3577b34da6a3ce929d0e0e4736',
    msg: 'subgraph failed',
  });
  expect({ ...service, time: '' }).toEqual({ ...gateway, time: '' });
});

test('its LOG_LEVEL is one of the gateway’s', () => {
  expect(serviceEnvironment.parse({})).toMatchObject({ logLevel: 'info' });
  expect(serviceEnvironment.safeParse({ LOG_LEVEL: 'loud' }).error?.issues).toMatchObject([
    { path: ['LOG_LEVEL'], message: 'expected one of fatal, error, warn, info, debug, silent' },
  ]);
});
