import type { SubgraphsConfig } from '../config.ts';
import { rules } from '../data-quality/rules/catalogue.ts';
import { lawTables } from '../data-quality/rules/law.ts';
import { type QualityOutcome, registerName } from '../data-quality/run/outcome.ts';
import { runQuality } from '../data-quality/run/run.ts';
import { QualityRunningError } from '../data-quality/run/session.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { today } from '../kit/today.ts';
import type { RegisterEnvironment } from '../population-register/environment.ts';
import { type QualityArguments, readQualityArguments } from './quality-arguments.ts';
import { refuseOtherDay } from './quality-as-of.ts';
import { tellLastComparison } from './quality-compared.ts';
import { matchBeforeRules } from './quality-match.ts';
import { refuseUnknownOwners } from './quality-owners.ts';
import { showQuality } from './quality-progress.ts';
import { openQualitySources } from './quality-sources.ts';
import { qualityTable } from './quality-table.ts';

type CommandOptions = {
  config: SubgraphsConfig;
  subgraphUrls: Record<string, string>;
  keyOf: (name: string) => Promise<Buffer | undefined>;
  register: RegisterEnvironment;
  given: QualityArguments;
  print: (line: string) => void;
  stopping: AbortSignal;
};

/** Exit codes: all rules judged; a rule did not run, or not all records were compared; another run is under way. */
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
  const only = readQualityArguments(given);
  const { database, urls, sources } = await openQualitySources(stack, options);
  const asOf = given['as-of'] ?? today();
  await refuseOtherDay(asOf, today(), urls);
  await refuseUnknownOwners(sources, only.owners ?? [], stopping);
  // With the turn taken: a second run would judge by what the first has not compared yet.
  let isMatched = true;
  const prepare = async () => {
    if (!given['no-match']) isMatched = await matchBeforeRules(stack, options);
    if (!isMatched) return [{ database: registerName, reason: 'records were not compared with it' }];
    await tellLastComparison(urls, print);
    return [];
  };
  const progress = showQuality(print);
  try {
    const outcome = await runQuality({
      database,
      sources,
      rules,
      law: lawTables(),
      asOf,
      only,
      since: given.since,
      full: given.full,
      prepare,
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
