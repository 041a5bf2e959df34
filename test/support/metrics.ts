/** One scrape of Prometheus' text format: each sample by its name and sorted labels, as `name{a="1",b="2"}`. */
export type Samples = ReadonlyMap<string, number>;

const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

/** Reads the exposition format strictly: each sample belongs to a metric with a help text and a type, and stands once. */
export function parseMetrics(text: string): Samples {
  const described = new Map<string, { help?: string; type?: string }>();
  const samples = new Map<string, number>();
  if (!text.endsWith('\n')) throw new Error('expected a line feed at the end');
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind) {
      described.set(name, { ...described.get(name), [kind.toLowerCase()]: rest });
      continue;
    }
    const [, full = '', labels = '', value = ''] = sample.exec(line) ?? [];
    const family = described.get(full) ?? described.get(full.replace(/_(bucket|sum|count)$/, ''));
    if (!family?.help || !family.type) throw new Error(`a sample without help and type: ${line}`);
    const key = labels === '' ? full : `${full}{${readLabels(labels).sort().join(',')}}`;
    if (samples.has(key)) throw new Error(`a sample that stands twice: ${line}`);
    samples.set(key, Number(value));
  }
  return samples;
}

function readLabels(text: string): string[] {
  const found: string[] = [];
  label.lastIndex = 0;
  while (label.lastIndex < text.length) {
    const match = label.exec(text);
    if (!match) throw new Error(`not labels: ${text}`);
    found.push(`${match[1]}="${match[2]}"`);
  }
  return found;
}

/** The metrics of a gateway, at the path beside its /graphql. */
export async function scrape(url: string): Promise<Samples> {
  const response = await fetch(new URL('/metrics', url));
  if (response.status !== 200) throw new Error(`/metrics answers ${response.status}`);
  return parseMetrics(await response.text());
}

/** How much each sample has grown. */
export const growth = (before: Samples, after: Samples) => (key: string) =>
  (after.get(key) ?? 0) - (before.get(key) ?? 0);
