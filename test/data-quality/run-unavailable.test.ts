import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { databasesOf } from '../../subgraphs/data-quality/run/scope.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { ExtractPiece, ExtractSource } from '../../subgraphs/kit/extract.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { registry } from '../../subgraphs/registry.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('unavailable');
});
afterAll(() => databases?.stop());

const missing = 'social-security';
const run = (sources: readonly ExtractSource[]) =>
  runQuality({ database: databases.database, sources, rules: toyRules, law: toyLaw, asOf: '2026-10-31' });
const replace = (source: ExtractSource | undefined) =>
  databases.sources.flatMap((other) => (other.name === missing ? (source ? [source] : []) : [other]));
const honest = () => databases.sources.find(({ name }) => name === missing) as ExtractSource;

/** Its own words of what follows, with pieces left out or put in. */
const telling = (change: (pieces: AsyncIterable<ExtractPiece>) => AsyncIterable<ExtractPiece>): ExtractSource => ({
  ...honest(),
  changes: async () => ({ position: { epoch: 'another', xid: '1' }, keys: null }),
  stream: (...given) => change(honest().stream(...given)),
});

async function unreachable(): Promise<ExtractSource> {
  const entry = registry.find(({ name }) => name === missing);
  const urls = databases.urls[missing] as DatabaseUrls;
  const closed = (address: string) => Object.assign(new URL(address), { port: '1' }).href;
  if (!entry) throw new Error('no such subgraph');
  return createExtractSource((await entry.load()).default, {
    urls: { application: closed(urls.application), statistics: closed(urls.statistics ?? urls.application) },
  });
}

const faults: Record<string, () => Promise<ExtractSource | undefined> | ExtractSource> = {
  'is not connected': async () => undefined,
  'does not answer': unreachable,
  'breaks off': () =>
    telling(async function* (pieces) {
      for await (const piece of pieces) if ('data' in piece) yield piece;
    }),
  'ends early': () =>
    telling(async function* (pieces) {
      for await (const piece of pieces) {
        yield piece;
        if ('rows' in piece) return;
      }
    }),
  'sends what is no row': () =>
    telling(async function* (pieces) {
      for await (const piece of pieces)
        yield 'data' in piece ? { ...piece, data: Buffer.from('what\tis\tthis\n') } : piece;
    }),
  'sends what nobody asked for': () =>
    telling(async function* (pieces) {
      yield { extract: 'secrets', data: Buffer.from('x\n') };
      yield* pieces;
    }),
  'describes what cannot be a table': () => ({
    ...honest(),
    describe: async () => [
      { name: 'x; drop schema public', about: '', key: { kind: 'REFERENCE' }, columns: { id: 'text' }, version: '' },
    ],
  }),
};

test.each(Object.keys(faults))(
  'of a database that %s no rule is said to be clean, and its findings stay',
  async (fault) => {
    const { rules: before } = await run(databases.sources);
    expect(before.every(({ state }) => state === 'JUDGED')).toBe(true);
    const stood = await standing(databases.quality);
    // What changes meanwhile is judged by the rules that can run, and by the others later.
    await databases.owner(
      'officials',
    )`update officials set step = step % 9 + 1 where id in (select id from officials order by random() limit 20)`;
    await databases.owner(
      missing,
    )`update contribution_months set base = base + 1 where insured_person_id in (select id from insured_persons order by random() limit 20)`;
    const { rules } = await run(replace(await faults[fault]?.()));
    const states = Object.fromEntries(rules.map((outcome) => [outcome.ruleId, outcome.state]));
    for (const rule of toyRules)
      expect(states[rule.id]).toBe(databasesOf(rule).includes(missing) ? 'NOT_RUN' : 'JUDGED');
    const left = rules.flatMap((outcome) => (outcome.state === 'NOT_RUN' ? outcome.missing : []));
    expect(new Set(left.map(({ database }) => database))).toEqual(new Set([missing]));
    expect(left.every(({ reason }) => reason.length > 5)).toBe(true);
    const now = await standing(databases.quality);
    const ofMissing = ({ findings, cells }: typeof now) =>
      [findings, cells].map((rows) => rows.filter((row) => states[row.rule_id as string] === 'NOT_RUN'));
    expect(ofMissing(now)).toEqual(ofMissing(stood));
    const told = await databases.quality`
    select rule_id, missing from rule_runs where state = 'NOT_RUN' and run_id = (select id from quality_runs order by started_at desc limit 1)`;
    expect(new Map(told.map(({ rule_id, missing: names }) => [rule_id, names]))).toEqual(
      new Map(toyRules.filter((rule) => databasesOf(rule).includes(missing)).map(({ id }) => [id, [missing]])),
    );

    // Back again: as if it had never been away.
    await run(databases.sources);
    const caughtUp = await standing(databases.quality);
    await runQuality({
      database: databases.database,
      sources: databases.sources,
      rules: toyRules,
      law: toyLaw,
      asOf: '2026-10-31',
      full: true,
    });
    expect(await standing(databases.quality)).toEqual(caughtUp);
  },
);
