import type { Profiler } from 'node:inspector';

/** Where code comes from, by its address. */
const groups: [RegExp, string][] = [
  [/node_modules\/@apollo\/gateway/, '@apollo/gateway'],
  [/node_modules\/@apollo\/(query-planner|federation-internals|query-graphs)/, '@apollo/query-planner'],
  [/node_modules\/@apollo\/server/, '@apollo/server'],
  [/node_modules\/graphql\//, 'graphql'],
  [/node_modules\/postgres\//, 'postgres (client)'],
  [/node_modules\/drizzle-orm\//, 'drizzle-orm'],
  [/node_modules\/dataloader\//, 'dataloader'],
  [/node_modules\/((?:@[^/]+\/)?[^/]+)/, ''],
  [/\/gateway\/([^/]+)\//, 'ours: gateway/'],
  [/\/subgraphs\/([^/]+)\//, 'ours: subgraphs/'],
  [/\/(gateway|subgraphs|schema)\//, 'ours: '],
  [/^node:/, 'node'],
];

function groupOf({ functionName, url }: { functionName: string; url: string }): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (/^\((idle|program|root)\)$/.test(functionName)) return functionName;
  for (const [form, name] of groups) {
    const found = form.exec(url);
    if (found) return name.startsWith('ours') || name === '' ? `${name}${found[1]}` : name;
  }
  return url === '' ? 'V8 (native)' : url;
}

/** A profile's self time by where the code is and by function, in Markdown. Time in which nothing was to be done is left out. */
export function describeProfile(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  { title, requests }: { title: string; requests: number },
): string {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const byGroup = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let all = 0;
  samples.forEach((id, at) => {
    const frame = byId.get(id);
    if (!frame || frame.functionName === '(idle)') return;
    const time = (timeDeltas[at] ?? 0) / 1_000;
    all += time;
    const place = frame.url
      .replace(/^file:\/\//, '')
      .replace(/^.*\/node_modules\//, '')
      .replace(/^.*?\/(gateway|subgraphs|schema)\//, '$1/');
    const name = `${frame.functionName || '(anonymous)'} ${place}${place && `:${frame.lineNumber + 1}`}`;
    byGroup.set(groupOf(frame), (byGroup.get(groupOf(frame)) ?? 0) + time);
    byFunction.set(name, (byFunction.get(name) ?? 0) + time);
  });
  const table = (of: Map<string, number>, head: string, most: number) =>
    [
      `| ${head} | share | ms a request |`,
      '|---|---|---|',
      ...[...of]
        .sort(([, a], [, b]) => b - a)
        .slice(0, most)
        .map(([name, time]) => `| ${name} | ${((time / all) * 100).toFixed(1)} % | ${(time / requests).toFixed(3)} |`),
    ].join('\n');
  return `### ${title}: ${(all / requests).toFixed(2)} ms of the main thread a request\n\n${table(byGroup, 'where', 20)}\n\n${table(byFunction, 'function (self time)', 25)}\n`;
}
