import { parseArgs } from 'node:util';

const usage = `Usage: npm run bench -- [options]         ours in one process and split, and the stock Apollo gateway
       npm run bench:peers -- [options]   Hive Gateway, PostGraphile and hand-written SQL beside them
Every tier is a process of its own; they take turns. Answers are compared before anything is timed.

  --officials 10000    how many are generated, where the folder holds none
  --data-dir FOLDER    the databases, kept for the next time; a temporary folder without it
  --checkout FOLDER    the code that is measured as ours; this one without it
  --rounds 5           of which the medians are told
  --seconds 4          of one turn of the two headline queries; a quarter of it for the others
  --clients 10         who ask at once
  --only NAME          an operation's file, also several times; headlines are the two alone
  --tiers NAME         a tier, also several times: process, split, stock, stock-all, hive-js, hive-rust, postgraphile, sql, sql-open
  --seed 1             of the order of the bodies
  --growth             also how cost grows: page size, depth, clients
  --large FOLDER       also the headline queries over this folder's databases, where more officials are (1,436,507 for the country)
  --profile            what the gateway in one process spends its time on (two headline queries)
  --output FILE        where the tables are written; test/bench/results/RESULTS.md for a whole run of this checkout
  -h, --help           this text`;

export type BenchArguments = {
  peers: boolean;
  officials: number;
  dataDir: string | undefined;
  checkout: string | undefined;
  rounds: number;
  seconds: number;
  clients: number;
  only: readonly string[];
  tiers: readonly string[];
  seed: number;
  growth: boolean;
  large: string | undefined;
  profile: boolean;
  output: string | undefined;
};

/** Ends the process with the text of help, or where an argument is not as expected. */
export function readArguments(): BenchArguments {
  try {
    const { values } = parseArgs({
      options: {
        peers: { type: 'boolean', default: false },
        officials: { type: 'string', default: '10000' },
        'data-dir': { type: 'string' },
        checkout: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '4' },
        clients: { type: 'string', default: '10' },
        only: { type: 'string', multiple: true, default: [] },
        tiers: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string', default: '1' },
        growth: { type: 'boolean', default: false },
        large: { type: 'string' },
        profile: { type: 'boolean', default: false },
        output: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const number = (name: 'officials' | 'rounds' | 'seconds' | 'clients' | 'seed', max: number) => {
      const value = Number(values[name]);
      if (Number.isFinite(value) && value > 0 && value <= max) return value;
      throw new Error(`--${name}: expected a number up to ${max}`);
    };
    return {
      ...values,
      dataDir: values['data-dir'],
      checkout: values.checkout,
      output: values.output,
      large: values.large,
      officials: number('officials', 2_000_000),
      rounds: number('rounds', 100),
      seconds: number('seconds', 60),
      clients: number('clients', 256),
      seed: number('seed', 2 ** 31),
    };
  } catch (error) {
    console.error(`bench: ${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
