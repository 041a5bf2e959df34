import { operations } from '../../operations/operations.ts';
import { askOnce } from './ask.ts';
import type { Load } from './load.ts';
import type { BenchOptions } from './main.ts';
import { measureTurn, type Places, type Turn, type TurnOptions, takeTurns } from './measure.ts';
import type { Tier } from './tier.ts';
import { headlines } from './variation.ts';

/** One place on one axis: what was asked, and the medians by the tier's name. */
export type GrowthRow = { axis: string; value: string; tiers: Record<string, Turn> };

type Options = {
  tiers: readonly Tier[];
  load: Load;
  options: BenchOptions;
  /** A cursor to begin a page at. */
  sample: Record<string, unknown>;
  say: (line: string) => void;
};

const pageSizes = [1, 10, 50, 100, 200];
const clients = [1, 4, 16, 64];

/** From officials to the parent of the unit that the agency serves which insures them: three databases. */
const levels = [
  'id fullName',
  'person { id',
  'insuredPerson { category',
  'agency { name',
  'unit { fullName',
  'parent { fullName',
];

/** The text of a page of officials that goes so many levels deep. */
const deep = (depth: number) =>
  `query Deep($after: String) { officials(first: 50, after: $after) { nodes { ${levels.slice(0, depth).join(' ')} ${'}'.repeat(depth + 2)}`;

/** How cost grows with the size of a page, the depth of a query and the number of clients, in the tiers that take any text. */
export async function measureGrowth({ tiers, load, options, sample, say }: Options): Promise<GrowthRow[]> {
  const page = operations.find(({ file }) => file === headlines.page) as (typeof operations)[number];
  const chosen = tiers.filter((tier) => tier.asking(page.file, page.text)?.query === page.text);
  const places: Places = new Map(chosen.map(({ name }) => [`${name} ${page.file}`, 150_000]));
  const rows: GrowthRow[] = [];
  const add = async (axis: string, value: number, query: string, changed: Partial<TurnOptions>) => {
    for (const tier of chosen) await askOnce(tier, { query }, { after: sample.after });
    const usual = { load, stream: page.file, asking: { query }, places, clients: options.clients };
    const turnOf = (tier: Tier) => measureTurn(tier, { ...usual, milliseconds: options.seconds * 500, ...changed });
    rows.push({ axis, value: String(value), tiers: await takeTurns(chosen, options.rounds, turnOf) });
    say(`${axis} ${value}`);
  };
  for (const first of pageSizes) await add('page size', first, page.text, { fixed: { first } });
  for (const depth of levels.keys()) await add('depth', depth + 1, deep(depth + 1), { names: { after: 'after' } });
  for (const count of clients) await add('clients', count, page.text, { clients: count });
  return rows;
}
