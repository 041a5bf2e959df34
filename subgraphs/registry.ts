import type { Subgraph } from './kit/define-subgraph.ts';
import type { SeedRow } from './kit/seed.ts';
import type { Population } from './population/story.ts';

type Entry = {
  name: string;
  /** Where it listens on this machine when it runs as a service of its own. */
  port: number;
  load: () => Promise<{ default: Subgraph }>;
  /** Loaded apart: a service that only answers needs no generator. */
  loadSeed: () => Promise<{ seed: (population: Population) => Iterable<SeedRow> }>;
};

const entry = (name: string, port: number): Entry => ({
  name,
  port,
  load: () => import(`./${name}/index.ts`),
  loadSeed: () => import(`./${name}/seed.ts`),
});

/** The national databases. A new one is a folder and a line here. */
export const registry: Entry[] = [
  entry('administrative-units', 4001),
  entry('officials', 4002),
  entry('labor-employment', 4003),
  entry('social-security', 4004),
  entry('data-quality', 4005),
];
