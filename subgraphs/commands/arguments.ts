import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { registry } from '../registry.ts';
import type { QualityArguments } from './quality-arguments.ts';

export const allNames = registry.map(({ name }) => name);

const usage = `Usage (by npm, so that Node is the right one):
  npm run subgraph -- NAME ...          serves the named subgraphs, each at its port (PORT for a single one)
  npm run migrate [-- --only NAME]      brings the databases to the newest schema
  npm run seed [-- --officials N] [--only NAME] [--force]
                                        empties the databases and fills them with generated records; --force also where
                                        a database of your own holds records that the generator did not make
  npm run backup -- FOLDER [--only NAME]
                                        writes every row of the databases to a new folder, while they serve
  npm run restore -- FOLDER [--only NAME] [--force]
                                        brings the databases to the newest schema and loads what \`npm run backup\` wrote;
                                        --force also where one holds records, which are lost
  npm run match [-- --all | --since DATE]
                                        compares records of people with the population register: new and changed ones, and
                                        those not checked for 30 days; --since those not checked since DATE, --all every one
  npm run quality [-- --rule ID ...] [--owner CODE ...] [--since DATE] [--full] [--as-of DATE] [--no-match] [--verify]
                                        compares records with the population register (not with --no-match), then judges
                                        what has changed by the rules of data quality; --full everything, --rule by some
                                        rules alone, --owner the records of an owner (G09), --since those that their
                                        owners updated since DATE, where they tell; --as-of as if it were DATE, for databases
                                        that \`npm run seed\` filled alone: what is served is judged anew. Ends with 0,
                                        with 1 where a rule did not run or not all records were compared, with 3 where
                                        another run is under way.
                                        --verify compares what stands then with the faults that the generator injected
                                        (1 where they differ)
  npm run population-register           serves a population register for development, with the generated citizens
NAME is one of ${allNames.join(', ')}.
A database of your own is served by DATABASE_URL_NAME, its statistics faster by DATABASE_STATISTICS_URL_NAME; it is
migrated and filled by DATABASE_OWNER_URL_NAME. The population register is POPULATION_REGISTER_URL with
POPULATION_REGISTER_TOKEN; without them \`npm run match\` starts the one for development for itself, but not in production.
POPULATION_REGISTER_PORT is where that one listens. QUALITY_SCHEDULE, a cron expression in the time of Việt Nam
("0 2 * * *"), makes the service of data-quality run the rules by itself; it reads the other databases as npm run quality
does: by DATABASE_URL_NAME, or from services by SUBGRAPH_URL_NAME with SUBGRAPH_KEY_NAME.`;

export type Command = 'serve' | 'migrate' | 'seed' | 'backup' | 'restore' | 'match' | 'quality' | 'population-register';

const only = { type: 'string', multiple: true } as const;

/** What each command takes beside --help. */
const options: Record<Command, ParseArgsOptionsConfig> = {
  serve: {},
  migrate: { only },
  seed: { only, officials: { type: 'string' }, force: { type: 'boolean' } },
  backup: { only },
  restore: { only, force: { type: 'boolean' } },
  match: { all: { type: 'boolean' }, since: { type: 'string' } },
  quality: {
    rule: { type: 'string', multiple: true },
    owner: { type: 'string', multiple: true },
    since: { type: 'string' },
    full: { type: 'boolean' },
    'as-of': { type: 'string' },
    'no-match': { type: 'boolean' },
    verify: { type: 'boolean' },
  },
  'population-register': {},
};

export type Values = QualityArguments & {
  help?: boolean;
  verify?: boolean;
  only?: string[];
  officials?: string;
  force?: boolean;
  all?: boolean;
};

/** What the program was told; with --help, and where it was told something else, it says how to use it and ends. */
export function readArguments([name = '', ...given]: string[]): {
  command: Command;
  positionals: string[];
  values: Values;
} {
  try {
    if (!Object.hasOwn(options, name)) throw new Error(`no command "${name}"`);
    const command = name as Command;
    const { positionals, values }: { positionals: string[]; values: Values } = parseArgs({
      args: given,
      options: { ...options[command], help: { type: 'boolean', short: 'h' } } as const,
      allowPositionals: command === 'serve' || command === 'backup' || command === 'restore',
    });
    if (!values.help) return { command, positionals, values };
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`lienthong: ${(error as Error).message}\n${usage}`);
    process.exit(1);
  }
}
