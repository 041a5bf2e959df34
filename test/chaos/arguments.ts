import { parseArgs } from 'node:util';
import { registry } from '../../subgraphs/registry.ts';

export const parts = [
  'kill',
  'pause',
  'database',
  'swap',
  'stop',
  'workers',
  'redis',
  'connections',
  'memory',
] as const;
export type Part = (typeof parts)[number];

const usage = `Usage: npm run chaos -- [options]
Starts a split installation of its own (a temporary folder, free ports of 127.0.0.1, five services and a gateway), asks the committed
queries steadily as three callers, and takes away one part after another. Every answer is compared with the one before the fault:
it is the same, or less by what the faulted subgraph owes. Ends with a table, and with 1 where something does not hold.

  --only ${parts.join(',')}
                       the parts to run; all without it (under 5 minutes)
  --seconds 4          how long a fault lasts
  --subgraph officials the one that is faulted
  --timeout 2000       milliseconds that a subgraph is waited for (SUBGRAPH_TIMEOUT); 15000 is the gateway's own
  --rate 30            questions a second while a fault lasts
  --clients 6          who ask them
  --connections 1000   how many are held for 30 s
  --requests 100000    of which memory is measured after a tenth and after all
  --officials 1000     how many are generated
  -h, --help           this text

Every process that it starts it also stops, on Ctrl-C too.`;

export type ChaosArguments = {
  only: readonly Part[];
  seconds: number;
  timeout: number;
  subgraph: string;
  rate: number;
  clients: number;
  connections: number;
  requests: number;
  officials: number;
};

/** Ends the process with the text of help, or where an argument is not as expected. */
export function readArguments(): ChaosArguments {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', default: parts.join(',') },
        seconds: { type: 'string', default: '4' },
        subgraph: { type: 'string', default: 'officials' },
        timeout: { type: 'string', default: '2000' },
        rate: { type: 'string', default: '30' },
        clients: { type: 'string', default: '6' },
        connections: { type: 'string', default: '1000' },
        requests: { type: 'string', default: '100000' },
        officials: { type: 'string', default: '1000' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const number = (
      name: 'seconds' | 'timeout' | 'rate' | 'clients' | 'connections' | 'requests' | 'officials',
      max: number,
    ) => {
      const value = Number(values[name]);
      if (Number.isInteger(value) && value >= 1 && value <= max) return value;
      throw new Error(`--${name}: expected a whole number from 1 to ${max}`);
    };
    const only = values.only.split(',').filter((part): part is Part => parts.some((known) => known === part));
    if (only.length !== values.only.split(',').length)
      throw new Error(`--only: expected some of ${parts.join(', ')}, with commas`);
    if (!registry.some(({ name }) => name === values.subgraph))
      throw new Error(`--subgraph: expected one of ${registry.map(({ name }) => name).join(', ')}`);
    return {
      only,
      subgraph: values.subgraph,
      seconds: number('seconds', 60),
      timeout: number('timeout', 60_000),
      rate: number('rate', 1_000),
      clients: number('clients', 100),
      connections: number('connections', 4_000),
      requests: number('requests', 1_000_000),
      officials: number('officials', 100_000),
    };
  } catch (error) {
    console.error(`chaos: ${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
