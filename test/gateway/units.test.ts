import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { contractPaths } from '../../gateway/contracts/contract-of-request.ts';
import { gatewayEnvironments, gatewayVariables } from '../../gateway/settings.ts';
import { subgraphKeysEnvironment } from '../../schema/subgraph-keys.ts';
import {
  scheduleEnvironment,
  serviceEnvironment,
  serviceUrlsEnvironment,
  subgraphsEnvironment,
} from '../../subgraphs/config.ts';
import { readEnvironment } from '../../subgraphs/kit/environment.ts';
import { tracingEnvironment } from '../../subgraphs/kit/tracing/environment.ts';
import { registerEnvironment } from '../../subgraphs/population-register/environment.ts';

const folder = 'gateway/systemd';
const names = (await readdir(folder)).sort();
const files = new Map(
  await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
);
const units = names.filter((name) => name.endsWith('.service'));
const environments = names.filter((name) => name.endsWith('.env'));

const schemas: Record<string, z.ZodType> = {
  ...gatewayEnvironments,
  keys: subgraphKeysEnvironment,
  subgraphs: subgraphsEnvironment,
  service: serviceEnvironment,
  urls: serviceUrlsEnvironment,
  schedule: scheduleEnvironment,
  register: registerEnvironment,
  tracing: tracingEnvironment,
};

type Definition = Partial<Record<'in' | 'innerType' | 'left' | 'right', z.ZodType>> & { shape?: object };

/** The variables that a schema reads; those of a record by their beginning alone. */
function variablesOf(schema: z.ZodType): string[] {
  const { def } = schema as unknown as { def: Definition };
  if (def.shape) return Object.keys(def.shape);
  return [def.in, def.innerType, def.left, def.right].flatMap((inner) => (inner ? variablesOf(inner) : []));
}
// Some schemas hide what they read; the text of help names it.
const known = new Set([
  ...Object.values(schemas).flatMap(variablesOf),
  ...(gatewayVariables.match(/\b[A-Z_]+\b(?!\*)/g) ?? []),
]);
const beginnings = /^SUBGRAPH_(URL|KEY|TIMEOUT)_[A-Z_]+$/;
/** Node's own, and what programs read beside their settings. */
const others = ['NODE_ENV', 'NODE_COMPILE_CACHE'];

/** Values of a key in a unit, in order. */
const valuesOf = (unit: string, key: string) =>
  [...(files.get(unit) ?? '').matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);

/** The variables that a unit sets by itself. */
const setBy = (unit: string): Record<string, string> =>
  Object.fromEntries(
    valuesOf(unit, 'Environment').flatMap((line) =>
      line.split(' ').map((pair) => pair.split('=', 2) as [string, string]),
    ),
  );

/** The variables of a file of environment. */
const setIn = (file: string): Record<string, string> =>
  Object.fromEntries(
    [...(files.get(file) ?? '').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

test('there is a unit for each program, and settings for each', () => {
  expect(known.size).toBeGreaterThan(50);
  expect(units).toHaveLength(5);
  for (const unit of units) expect(valuesOf(unit, 'EnvironmentFile')).toHaveLength(1);
});

test.each([...units, ...environments])('%s names settings that exist', (file) => {
  const set = Object.keys(file.endsWith('.env') ? setIn(file) : setBy(file));
  expect(set.filter((name) => !known.has(name) && !beginnings.test(name) && !others.includes(name))).toEqual([]);
});

test.each([
  ['gateway.env', 'lienthong-gateway@.service', '4000'],
  ['subgraph-officials.env', 'lienthong-subgraph@.service', 'officials'],
  ['owner-officials.env', 'lienthong-migrate@.service', 'officials'],
  ['quality.env', 'lienthong-quality.service', ''],
])('with its secrets filled in, %s is taken', (file, unit, instance) => {
  const given = { ...setIn(file), ...setBy(unit) };
  const filled = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, (value || 'x'.repeat(64)).replaceAll('%i', instance)]),
  );
  const isGateway = file === 'gateway.env';
  const read = Object.entries(schemas).filter(([part]) => isGateway === part in gatewayEnvironments);
  expect(readEnvironment(filled, Object.fromEntries(read))).toBeTypeOf('object');
});

test.each(['lienthong-gateway@.service', 'lienthong-subgraph@.service'])(
  '%s is given longer to stop than it takes',
  (unit) => {
    const { SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT } = setBy(unit);
    const allowed = Number(valuesOf(unit, 'TimeoutStopSec')[0]);
    expect(Number(SHUTDOWN_DELAY) + Number(SHUTDOWN_TIMEOUT)).toBeLessThan(allowed - 5);
    expect(valuesOf(unit, 'KillSignal')).toEqual(['SIGTERM']);
    expect(valuesOf(unit, 'KillMode')).toEqual(['mixed']);
  },
);

test.each(units)('%s may do what it needs, and nothing else', (unit) => {
  for (const key of [
    'DynamicUser',
    'NoNewPrivileges',
    'ProtectHome',
    'PrivateTmp',
    'PrivateDevices',
    'RestrictNamespaces',
  ])
    expect([key, valuesOf(unit, key)]).toEqual([key, ['yes']]);
  expect(valuesOf(unit, 'ProtectSystem')).toEqual(['strict']);
  expect(valuesOf(unit, 'CapabilityBoundingSet')).toEqual(['']);
  expect(valuesOf(unit, 'MemoryMax')).toHaveLength(1);
});

test('the proxy asks the ports of the gateways, and closes connections before they do', async () => {
  const conf = files.get('nginx.conf') ?? '';
  const ports = [...conf.matchAll(/server 127\.0\.0\.1:(\d+)/g)].map(([, port]) => port);
  expect(ports).toEqual(['4000', '4001']);
  expect(files.get('lienthong-gateway@.service')).toContain('PORT=%i');
  const [, ours] = /server\.keepAliveTimeout = ([\d_]+)/.exec(await readFile('gateway/http/server.ts', 'utf8')) ?? [];
  const [, theirs] = /^ {4}keepalive_timeout (\d+)s;$/m.exec(conf) ?? [];
  expect(Number(theirs) * 1_000).toBeLessThan(Number(ours?.replaceAll('_', '')) - 5_000);
  expect(conf).toMatch(/X-Forwarded-For \$remote_addr;/);
  expect(conf).not.toMatch(/location [^{]*(metrics|ready)/);
});

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!systemd)('systemd takes the units without a word', async ({ onTestFinished }) => {
  const place = await mkdtemp(join(tmpdir(), 'lienthong-units-'));
  onTestFinished(() => rm(place, { recursive: true }));
  const instances = names
    .filter((name) => /\.(service|timer)$/.test(name))
    .map((name) => {
      const instance = name.replace('@.', name.includes('gateway') ? '@4000.' : '@officials.');
      return [instance, files.get(name)?.replaceAll('/opt/lienthong', process.cwd()) ?? ''] as const;
    });
  for (const [name, text] of instances) await writeFile(join(place, name), text);
  const { status, stderr } = spawnSync('systemd-analyze', [
    'verify',
    '--man=no',
    ...instances.map(([name]) => join(place, name)),
  ]);
  expect({ status, said: String(stderr) }).toEqual({ status: 0, said: '' });
  await writeFile(join(place, instances[0]?.[0] as string), `${instances[0]?.[1]}\nNonsense=yes\n`);
  expect(
    String(spawnSync('systemd-analyze', ['verify', '--man=no', join(place, instances[0]?.[0] as string)]).stderr),
  ).toContain('Nonsense');
});

test('the proxy passes on what clients are told to ask, and neither metrics, readiness nor development tokens', () => {
  const conf = files.get('nginx.conf') ?? '';
  const passed = [...conf.matchAll(/^ {4}location (= )?(\S+) \{ proxy_pass/gm)].map(([, exact, path = '']) => ({
    path,
    exact: exact !== undefined,
  }));
  const isPassed = (asked: string) =>
    passed.some(({ path, exact }) => (exact ? asked === path : asked.startsWith(path)));
  const told = [
    '/',
    '/graphql',
    ...contractPaths.keys(),
    '/overview',
    '/explorer/caller',
    '/docs',
    '/docs/search.js',
    '/assets/main.js',
  ];
  expect(told.filter((path) => !isPassed(path))).toEqual([]);
  expect(['/metrics', '/health/ready', '/explorer/token'].filter(isPassed)).toEqual([]);
});
