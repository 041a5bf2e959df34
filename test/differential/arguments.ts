import { parseArgs } from 'node:util';
import { registry } from '../../subgraphs/registry.ts';

const subgraphs = registry.map(({ name }) => name);

const usage = `Usage: npm run differential -- [options]
Asks generated operations of two that must answer alike, and compares data, errors and the order of keys: the gateway with the compiled and
with the stock executor, or a subgraph and graphql-js. Ends with a table, and with 1 where they differ: the operation is told as small
as it can be made.

  --of gateway        what is compared: gateway, or one of ${subgraphs.join(', ')}
  --count 5000        how many operations
  --seed 1            the first one; what was found at a seed is found there again (with the same options)
  --each 1            how often an operation is asked, by others and with other values: plans are most of the time
  --faults 0.5        share of operations in which subgraphs, or their loaders, fail
  --split             subgraphs over HTTP
  --executor compiled compared with the stock one; stock compares that with itself
  --clients 4         how many ask at once; one with --split
  --enough 3          differences after which it ends
  --officials 2000    how many are generated
  --data FOLDER       keeps the databases there, and takes them from there; else a temporary folder
  -h, --help          this text

Ctrl-C ends it with the table of what was asked, and the seed to go on from.`;

export type DifferentialArguments = {
  of: string;
  count: number;
  seed: number;
  each: number;
  faults: number;
  split: boolean;
  executor: 'compiled' | 'stock';
  clients: number;
  enough: number;
  officials: number;
  data: string | undefined;
};

/** Ends the process with the text of help, or where an argument is not as expected. */
export function readArguments(): DifferentialArguments {
  try {
    const { values } = parseArgs({
      options: {
        of: { type: 'string', default: 'gateway' },
        count: { type: 'string', default: '5000' },
        seed: { type: 'string', default: '1' },
        each: { type: 'string', default: '1' },
        faults: { type: 'string', default: '0.5' },
        split: { type: 'boolean', default: false },
        executor: { type: 'string', default: 'compiled' },
        clients: { type: 'string', default: '4' },
        enough: { type: 'string', default: '3' },
        officials: { type: 'string', default: '2000' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const number = (
      name: 'count' | 'seed' | 'each' | 'clients' | 'enough' | 'officials',
      least: number,
      most: number,
    ) => {
      const value = Number(values[name]);
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      throw new Error(`--${name}: expected a whole number from ${least} to ${most}`);
    };
    const { of, executor, split, data } = values;
    if (of !== 'gateway' && !subgraphs.includes(of)) throw new Error(`--of: expected gateway, ${subgraphs.join(', ')}`);
    if (executor !== 'compiled' && executor !== 'stock') throw new Error('--executor: expected compiled or stock');
    const faults = Number(values.faults);
    if (!(faults >= 0 && faults <= 1)) throw new Error('--faults: expected a number from 0 to 1');
    return {
      of,
      executor,
      split,
      data,
      faults,
      count: number('count', 1, 100_000_000),
      seed: number('seed', 0, 1_000_000_000),
      each: number('each', 1, 100),
      clients: number('clients', 1, 32),
      enough: number('enough', 1, 1_000),
      officials: number('officials', 500, 100_000),
    };
  } catch (error) {
    console.error(`differential: ${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
