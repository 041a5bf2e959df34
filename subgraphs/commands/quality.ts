import type { SubgraphsConfig } from '../config.ts';
import { rules } from '../data-quality/rules/catalogue.ts';
import { lawTables } from '../data-quality/rules/law.ts';
import type { QualityOutcome } from '../data-quality/run/outcome.ts';
import { runQuality } from '../data-quality/run/run.ts';
import { QualityRunningError } from '../data-quality/run/session.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { today } from '../kit/today.ts';
import { isDate } from '../law/calendar.ts';
import type { RegisterEnvironment } from '../population-register/environment.ts';
import { matchAll } from './match.ts';
import { showQuality } from './quality-progress.ts';
import { openQualitySources } from './quality-sources.ts';
import { qualityTable } from './quality-table.ts';

/** What `npm run quality` was told. */
export type QualityArguments = {
  rule?: string[] | undefined;
  owner?: string[] | undefined;
  since?: string | undefined;
  full?: boolean | undefined;
  'as-of'?: string | undefined;
  'no-match'?: boolean | undefined;
};

type CommandOptions = {
  config: SubgraphsConfig;
  subgraphUrls: Record<string, string>;
  keyOf: (name: string) => Promise<Buffer | undefined>;
  register: RegisterEnvironment;
  given: QualityArguments;
  print: (line: string) => void;
  stopping: AbortSignal;
};

/** Exit codes: all rules judged; something failed or a rule did not run; another run is under way. */
const done = 0;
const incomplete = 1;
const busy = 3;

/**
 * Compares records with the population register, then runs the rules over all databases and prints a table.
 *
 * @returns the exit code, and what was run (null where another run was under way)
 */
export async function qualityCommand(
  stack: AsyncDisposableStack,
  options: CommandOptions,
): Promise<{ code: number; outcome: QualityOutcome | null; database: string }> {
  const { given, print, stopping } = options;
  const only = readArguments(given);
  const isMatched = given['no-match'] || (await match(stack, options));
  const { database, sources } = await openQualitySources(stack, options);
  const progress = showQuality(print);
  try {
    const outcome = await runQuality({
      database,
      sources,
      rules,
      law: lawTables(),
      asOf: given['as-of'] ?? today(),
      only,
      since: given.since,
      full: given.full,
      report: progress.report,
      signal: stopping,
    });
    progress.stop();
    print(qualityTable(outcome));
    const isComplete = outcome.rules.every(({ state }) => state === 'JUDGED');
    return { code: isMatched && isComplete ? done : incomplete, outcome, database };
  } catch (error) {
    if (error instanceof QualityRunningError) {
      print(`lienthong: ${error.message}`);
      return { code: busy, outcome: null, database };
    }
    // 42P01, no such table: our own are made where they are missing.
    if (databaseErrorCode(error) === '42P01')
      throw new EnvironmentError('data-quality: expected a database at the newest schema: `npm run migrate` first');
    throw error;
  } finally {
    progress.stop();
  }
}

function readArguments({ rule, owner, since, 'as-of': asOf }: QualityArguments) {
  const unknown = rule?.filter((id) => !rules.some((known) => known.id === id)) ?? [];
  if (unknown.length > 0)
    throw new EnvironmentError(
      `--rule: no rule "${unknown.join('", "')}": expected ${rules.map(({ id }) => id).join(', ')}`,
    );
  if (owner?.some((id) => !/^[A-Z]\d{2}$/.test(id)))
    throw new EnvironmentError("--owner: expected the first part of an agency's code, like G09");
  for (const [name, date] of Object.entries({ since, 'as-of': asOf }))
    if (date !== undefined && !isDate(date)) throw new EnvironmentError(`--${name}: expected a date as yyyy-MM-dd`);
  return { rules: rule, owners: owner };
}

/** Whether the records held here have been compared with the population register; tells why not. The rules run all the same. */
async function match(stack: AsyncDisposableStack, options: CommandOptions): Promise<boolean> {
  const { config, register, subgraphUrls, print, stopping } = options;
  // Elsewhere it is done where the numbers are.
  if (subgraphUrls.OFFICIALS) return true;
  if (!register.given && register.isProduction) {
    print('no population register is given (POPULATION_REGISTER_URL): its rules judge by the last comparison');
    return true;
  }
  try {
    await matchAll(stack, { config, register, recheck: {}, print, stopping });
    return true;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    print(`lienthong: ${error.message}`);
    return false;
  }
}
