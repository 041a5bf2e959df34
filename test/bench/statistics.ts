/** What statistics take over databases that are filled: npm run bench:statistics -- --help. Linux alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { roles } from '../../gateway/access/roles.ts';
import type { Caller } from '../../schema/caller.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { openDatabases } from '../../subgraphs/databases.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { cpuUsed } from './cpu.ts';
import { type Question, questionsOf } from './statistics-questions.ts';

const usage = `Usage: npm run bench:statistics -- [options]
How long each statistic of the committed operations takes: what a subgraph needs for it, as an analyst of the whole country
and as an auditor ask. A table of milliseconds: the first time, the median of the rounds, and the CPU time of PostgreSQL.

  --data-dir FOLDER    the databases, filled (npm run seed); .data without it
  --rounds 5           after the first time, of which the median is told
  --only NAMES         these fields of Query alone, with commas between: officialStatistics,serviceStatistics
  -h, --help           this text`;

const { dataDir, rounds, only } = readArguments();
const names = ['officials', 'labor-employment', 'social-security'];
const callers: Record<string, Caller> = {
  analyst: { ...roles.analyst, subject: 'analyst', purpose: null },
  auditor: { ...roles.auditor, subject: 'auditor', purpose: 'AUDIT' },
};

await using stack = new AsyncDisposableStack();
const { urls, stop } = await openDatabases(subgraphsEnvironment.parse({ DATA_DIR: dataDir }), names);
stack.defer(stop);
const postmaster = Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

console.log('| statistic | asked in | who | first | warm | CPU |\n|---|---|---|---:|---:|---:|');
for (const { name, load } of registry.filter((entry) => names.includes(entry.name))) {
  const given = urls[name];
  if (!given) throw new Error(`no database ${name}`);
  const subgraph = (await load()).default;
  const running = startSubgraph(subgraph, {
    databaseUrls: given,
    personKey: Buffer.from('bench'),
    report: ({ message }) => console.error(`${name}: ${message}`),
  });
  stack.defer(running.stop);
  for (const question of questionsOf(subgraph.schema))
    if (only.length === 0 || only.includes(question.field))
      for (const [who, caller] of Object.entries(callers))
        await measure(question, who, async () => {
          const { query, variables } = question;
          const { errors } = (await running.execute({ query, variables, caller })) as { errors?: readonly Error[] };
          if (errors) throw new Error(`${question.file}: ${errors[0]?.message}`);
        });
}

async function measure({ field, file }: Question, who: string, ask: () => Promise<void>): Promise<void> {
  const times: number[] = [];
  const before = cpuUsed(postmaster);
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  const cpu = (cpuUsed(postmaster).postgres - before.postgres) / times.length;
  const [first = 0, ...warm] = times;
  const median = warm.toSorted((a, b) => a - b)[warm.length >> 1] ?? first;
  console.log(`| ${field} | ${file} | ${who} | ${first.toFixed(0)} | ${median.toFixed(0)} | ${cpu.toFixed(0)} |`);
}

/** Ends the process with the text of help, or where an argument is not as expected. */
function readArguments(): { dataDir: string; rounds: number; only: readonly string[] } {
  try {
    const { values } = parseArgs({
      options: {
        'data-dir': { type: 'string', default: '.data' },
        rounds: { type: 'string', default: '5' },
        only: { type: 'string', default: '' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100)
      throw new Error('--rounds: expected a whole number from 1 to 100');
    return { dataDir: values['data-dir'], rounds, only: values.only.split(',').filter((name) => name !== '') };
  } catch (error) {
    console.error(`bench:statistics: ${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
