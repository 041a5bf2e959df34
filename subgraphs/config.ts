import { Cron } from 'croner';
import { z } from 'zod';
import { environmentName } from '../schema/subgraph-name.ts';
import type { DatabaseUrls } from './kit/database-urls.ts';
import { registry } from './registry.ts';

/**
 * The key of a start without own databases. It is public, like the generated records it hides the numbers of: with it the
 * same seed gives the same ids on every machine.
 */
const developmentKey = 'lienthong development key: generated records only';

const databaseUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
  .optional();

/** The variables that hold the addresses of a subgraph's database. */
export const addressNames = (name: string): Record<keyof DatabaseUrls, string> => ({
  owner: `DATABASE_OWNER_URL_${environmentName(name)}`,
  application: `DATABASE_URL_${environmentName(name)}`,
  statistics: `DATABASE_STATISTICS_URL_${environmentName(name)}`,
});

/** A database of the user's own: the owner's address is needed to migrate and fill it alone. */
export type GivenUrls = Omit<DatabaseUrls, 'owner'> & { owner?: string | undefined };

/** What subgraphs read from the environment; `databaseUrls` holds those that replace the embedded server. */
export const subgraphsEnvironment = z
  .object({
    DATA_DIR: z.string().min(1).default('.data'),
    PERSON_KEY: z
      .string()
      .min(32, 'expected a secret of at least 32 characters, the same for all databases')
      .optional(),
    SEED_OFFICIALS: z.coerce
      .number({ error: 'expected a number from 100 to 2000000' })
      .int('expected a whole number')
      .min(100, 'expected a number from 100 to 2000000')
      .max(2_000_000, 'expected a number from 100 to 2000000')
      .default(10_000),
    ...Object.fromEntries(
      registry.flatMap(({ name }) => Object.values(addressNames(name)).map((key) => [key, databaseUrl])),
    ),
  })
  .refine((env: Record<string, unknown>) => env.PERSON_KEY !== undefined || Object.keys(givenUrls(env)).length === 0, {
    path: ['PERSON_KEY'],
    message: 'expected a secret of at least 32 characters when a DATABASE_URL_* is set',
    // Also when another variable is wrong: all problems are told together.
    when: () => true,
  })
  .superRefine((env: Record<string, unknown>, context) => {
    for (const { name } of registry) {
      const { application, ...others } = addressNames(name);
      const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
      const beside = Object.values(others).filter((other) => env[other] !== undefined);
      if (env[application] === undefined) {
        if (beside.length > 0) refuse(application, `expected the application's address beside ${beside.join(' and ')}`);
      } else if (beside.includes(others.statistics) && isSameUser(env[application], env[others.statistics]))
        refuse(others.statistics, `expected another role than that of ${application}`);
    }
  })
  .transform((env: Record<string, unknown>) => ({
    dataDir: env.DATA_DIR as string,
    personKey: Buffer.from((env.PERSON_KEY as string | undefined) ?? developmentKey),
    officials: env.SEED_OFFICIALS as number,
    databaseUrls: givenUrls(env),
  }));

const isSameUser = (...urls: unknown[]) => new Set(urls.map((url) => new URL(url as string).username)).size === 1;

function givenUrls(env: Record<string, unknown>): Record<string, GivenUrls> {
  const given = registry.flatMap(({ name }) => {
    const names = addressNames(name);
    const application = env[names.application];
    const owner = env[names.owner] as string | undefined;
    const statistics = env[names.statistics] as string | undefined;
    return typeof application === 'string' ? [[name, { application, owner, statistics }] as const] : [];
  });
  return Object.fromEntries(given);
}

export type SubgraphsConfig = z.infer<typeof subgraphsEnvironment>;

const serviceUrl = z.url({ protocol: /^https?$/, error: 'expected http://host:port/path' });

/** Where subgraphs run as services, by the part of SUBGRAPH_URL_* after the prefix: the rules of data quality read them there. */
export const serviceUrlsEnvironment = z
  .object(
    Object.fromEntries(registry.map(({ name }) => [`SUBGRAPH_URL_${environmentName(name)}`, serviceUrl.optional()])),
  )
  .transform((env) =>
    Object.fromEntries(
      registry.flatMap(({ name }) => {
        const url = env[`SUBGRAPH_URL_${environmentName(name)}`];
        return url === undefined ? [] : [[environmentName(name), url]];
      }),
    ),
  );

/** When the service runs the rules of data quality by itself; undefined for never. */
export const scheduleEnvironment = z
  .object({
    QUALITY_SCHEDULE: z
      .string()
      .refine(
        isCron,
        'expected a cron expression with a time to come, in the time of Việt Nam, like "0 2 * * *" for 02:00 each day',
      )
      .optional(),
    DATABASE_URL_DATA_QUALITY: z.string().optional(),
    DATABASE_OWNER_URL_DATA_QUALITY: z.string().optional(),
  })
  .refine((env) => !env.QUALITY_SCHEDULE || !env.DATABASE_URL_DATA_QUALITY || env.DATABASE_OWNER_URL_DATA_QUALITY, {
    path: ['DATABASE_OWNER_URL_DATA_QUALITY'],
    message: "expected the address of the database's owner beside QUALITY_SCHEDULE: a run writes what it finds",
    when: () => true,
  })
  .transform((env) => env.QUALITY_SCHEDULE);

function isCron(expression: string): boolean {
  try {
    return new Cron(expression, { timezone: 'Asia/Ho_Chi_Minh', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

const port = 'expected a port from 0 (any free one) to 65535';
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

const seconds = () => {
  const message = 'expected seconds from 0 to 300';
  return z.coerce
    .number({ error: message })
    .min(0, message)
    .max(300, message)
    .transform((value) => value * 1_000);
};

/** Where a subgraph that runs as a service of its own listens (its registered port without PORT), what it logs, and how it stops. */
export const serviceEnvironment = z
  .object({
    PORT: z.coerce.number({ error: port }).int(port).min(0, port).max(65_535, port).optional(),
    HOST: z.string().min(1).default('127.0.0.1'),
    LOG_LEVEL: z.enum(levels, { error: `expected one of ${levels.join(', ')}` }).default('info'),
    SHUTDOWN_DELAY: seconds().prefault(0),
    SHUTDOWN_TIMEOUT: seconds().prefault(10),
  })
  .transform(({ PORT, HOST, LOG_LEVEL, SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT }) => ({
    port: PORT,
    host: HOST,
    logLevel: LOG_LEVEL,
    shutdown: { delay: SHUTDOWN_DELAY, timeout: SHUTDOWN_TIMEOUT },
  }));
