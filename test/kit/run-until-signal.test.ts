import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

/** Runs a service whose start does `work`, and sends it SIGTERM once it says that it is there. */
async function serve(work: string): Promise<{ code: number; said: string }> {
  const module = new URL('../../subgraphs/kit/run-until-signal.ts', import.meta.url).href;
  const program = `import { runUntilSignal } from '${module}'; await runUntilSignal(async () => { ${work} });`;
  const service = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  const said = text(service.stderr);
  service.stdout.once('data', () => service.kill('SIGTERM'));
  const [code] = (await once(service, 'close')) as [number];
  return { code, said: await said };
}

const later = (work: string) =>
  `setTimeout(() => { ${work} }, 50); setTimeout(() => console.log('there'), 200); setInterval(() => {}, 1_000);`;

test('a rejection that nobody heard is logged without its message, and the service goes on', async () => {
  const { code, said } = await serve(later(`Promise.reject(new RangeError('secret-4711'))`));
  expect(code).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ level: 'error', msg: 'a failure that nobody heard' });
  expect(said).toContain('RangeError');
  expect(said).not.toContain('4711');
});

test('an exception that nobody caught still ends it', async () => {
  const { code, said } = await serve(
    `${later(`throw new RangeError('broken')`)} process.on('exit', () => console.log('there'));`,
  );
  expect(code).toBe(1);
  expect(said).toContain('broken');
});
