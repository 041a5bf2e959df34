import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FetchOutcome } from '../../gateway/telemetry/observer.ts';
import { scrape } from '../support/metrics.ts';
import { groupedBy, metricsIn } from '../support/promql.ts';
import { type Stack, startStack } from '../support/stack.ts';

type Panel = { title: string; targets?: { expr: string; legendFormat: string }[] };

const dashboard = JSON.parse(await readFile('gateway/telemetry/dashboard.json', 'utf8')) as {
  panels: Panel[];
  templating: { list: { name: string; query: string | { query: string } }[] };
};
const rules = await readFile('gateway/telemetry/alerts.yaml', 'utf8');
const alerts = [...rules.matchAll(/^ {6}- alert: (\w+)\n {8}expr: (.+)$/gm)].map(([, title = '', expr = '']) => ({
  title,
  expr,
  told: [...(rules.split(`alert: ${title}\n`)[1]?.split('- alert:')[0] ?? '').matchAll(/\$labels\.(\w+)/g)].map(
    ([, label = '']) => label,
  ),
}));
const panels = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr, legendFormat }) => ({
    title,
    expr,
    told: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
  })),
);

/** A field on its way out, so that its use is counted. */
const file = join(tmpdir(), `lienthong-dashboard-${crypto.randomUUID()}.graphql`);
const stacks: Stack[] = [];
/** Values that a gateway has told of each label, by metric and label. */
const exposed = new Map<string, Map<string, Set<string>>>();

beforeAll(async () => {
  const sdl = await readFile('schema/supergraph.graphql', 'utf8');
  const deprecated = sdl.replace(
    /(\n {2}fullName: String!)(?= @join__field\(graph: ADMINISTRATIVE_UNITS\))/,
    '$1 @deprecated(reason: "Ask for name.")',
  );
  await writeFile(file, deprecated);
  // In one process, and as services of which one does not answer: together they tell everything.
  stacks.push(await startStack({ supergraph: file, cacheMiB: 1 }));
  stacks.push(await startStack({ split: true, subgraphUrls: { officials: 'http://127.0.0.1:1/graphql' } }));
  const before = new Set(
    (await Promise.all(stacks.map(({ url }) => scrape(url)))).flatMap((found) => [...found.keys()]),
  );
  expect([...before].some((key) => key.startsWith('lienthong_deprecated_uses_total{'))).toBe(false);
  for (const { ask } of stacks) {
    // Until the breaker of the one that does not answer is open.
    for (let n = 0; n < 30; n += 1) await ask(`{ officials(first: ${n + 1}) { nodes { id } } }`);
    await ask('{ administrativeUnit(code: "79") { fullName } officials(first: 1) { nodes { id } } }');
    await ask('{ administrativeUnit(code: "79") { fullName } officials(first: 1) { nodes { id } } }');
    await ask('{ officials(first: 1) { nodes { unit { name } } } }');
    await ask('mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }', {}, { token: null });
    await ask(`{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }`);
  }
  for (const { url } of stacks)
    for (const key of (await scrape(url)).keys()) {
      const [, metric = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(key) ?? [];
      const told = exposed.get(metric) ?? new Map<string, Set<string>>();
      exposed.set(metric, told);
      for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
        told.set(label, (told.get(label) ?? new Set()).add(value));
    }
});
afterAll(async () => {
  await Promise.all(stacks.map((stack) => stack.stop()));
  await rm(file, { force: true });
});

/** What Prometheus adds to every sample. */
const added = ['job', 'instance'];
/** Labels of which a gateway tells only those values that have occurred. */
const open = ['code', 'status'];

/** Those that need a fault to occur. */
const outcomes: string[] = ['errors', 'cancelled'] satisfies FetchOutcome[];

/** What an expression asks for that no gateway tells. */
function unknownIn({ expr, told }: { expr: string; told: string[] }): string[] {
  const uses = metricsIn(expr);
  const labels = uses.flatMap(({ metric }) => [...(exposed.get(metric)?.keys() ?? [])]);
  const isKnown = (label: string, among: Iterable<string>) => added.includes(label) || [...among].includes(label);
  return [
    ...uses.flatMap(({ metric, matchers }) => {
      const values = exposed.get(metric);
      if (!values) return [metric];
      return matchers.flatMap(({ label, operator, value }) => {
        if (!isKnown(label, values.keys())) return [`${metric}{${label}}`];
        if (added.includes(label) || open.includes(label) || operator === '!=') return [];
        const asked = value.split('|').filter((each) => !values.get(label)?.has(each) && !outcomes.includes(each));
        return asked.map((each) => `${metric}{${label}="${each}"}`);
      });
    }),
    ...[...groupedBy(expr), ...told].filter((label) => !isKnown(label, labels)).map((label) => `by (${label})`),
  ];
}

test('there are panels and alarms, and each reads a metric', () => {
  expect([panels.length > 20, alerts.length > 15]).toEqual([true, true]);
  expect(alerts.length).toBe(rules.match(/- alert:/g)?.length);
  for (const { title, expr } of [...panels, ...alerts])
    if (title !== 'GatewayGone') expect(metricsIn(expr), title).not.toEqual([]);
});

test.each(panels)('the dashboard asks for what a gateway tells: $title', (panel) => {
  expect(unknownIn(panel)).toEqual([]);
});

test.each(alerts)('an alarm asks for what a gateway tells: $title', (alert) => {
  expect(unknownIn(alert)).toEqual([]);
});

test.each([
  ['sum(rate(lienthong_request_total[5m]))', ['lienthong_request_total']],
  ['sum(lienthong_plans_total{cached="miss"})', ['lienthong_plans_total{cached}']],
  ['sum(lienthong_plans_total{cache="missed"})', ['lienthong_plans_total{cache="missed"}']],
  ['sum by (database) (lienthong_pool_pending)', ['by (database)']],
])('what nobody tells is found: %s', (expr, unknown) => {
  expect(unknownIn({ expr, told: [] })).toEqual(unknown);
});

test('every metric of ours is on the dashboard', () => {
  const shown = new Set(panels.flatMap(({ expr }) => metricsIn(expr).map(({ metric }) => metric)));
  const ours = [...exposed.keys()].filter((metric) => metric.startsWith('lienthong_'));
  const families = ours.map((metric) => metric.replace(/_(bucket|sum|count)$/, ''));
  const missing = families.filter((family) => ![...shown].some((metric) => metric.startsWith(family)));
  expect([...new Set(missing)]).toEqual([]);
});

const promtool = spawnSync('promtool', ['--version']).status === 0;

test.skipIf(!promtool)('Prometheus takes the rules', () => {
  const { status, stdout } = spawnSync('promtool', ['check', 'rules', 'gateway/telemetry/alerts.yaml']);
  expect({ status, said: String(stdout) }).toMatchObject({ status: 0, said: expect.stringContaining('SUCCESS') });
});
