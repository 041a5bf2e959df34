import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { ExtractSource } from '../../subgraphs/kit/extract.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { registry } from '../../subgraphs/registry.ts';
import { pausingRules, toyLaw } from './toy-rules.ts';

/** A run in a process of its own, for tests that kill it: waits for ever in the middle of a source where it is told one. */
const { urls, hangs } = JSON.parse(process.argv[2] ?? '') as {
  urls: Record<string, DatabaseUrls>;
  hangs: string | null;
};

const sources: ExtractSource[] = [];
for (const { name, load } of registry) {
  const { default: subgraph } = await load();
  if (subgraph.extracts.length === 0) continue;
  const source = createExtractSource(subgraph, { urls: urls[name] as DatabaseUrls });
  sources.push(
    name === hangs ? { ...source, stream: (request, signal) => stopAfterOne(source, request, signal) } : source,
  );
}

async function* stopAfterOne(source: ExtractSource, ...given: Parameters<ExtractSource['stream']>) {
  for await (const piece of source.stream(...given)) {
    yield piece;
    if (!('rows' in piece)) continue;
    console.log(JSON.stringify({ event: 'half' }));
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
}

await runQuality({
  database: (urls['data-quality'] as DatabaseUrls).owner,
  sources,
  rules: pausingRules,
  law: toyLaw,
  asOf: '2026-10-31',
  report: (event) => console.log(JSON.stringify(event)),
});
