import { registerName } from '../data-quality/run/outcome.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { matchAll } from './match.ts';

type Options = Omit<Parameters<typeof matchAll>[1], 'recheck'> & { subgraphUrls: Record<string, string> };

/**
 * Compares the records held here with the population register before the rules are judged. Tells in a line where it does
 * not, and why: the rules run all the same.
 *
 * @returns false where it was to be done and failed
 */
export async function matchBeforeRules(
  stack: AsyncDisposableStack,
  { subgraphUrls, ...options }: Options,
): Promise<boolean> {
  const { register, print, stopping } = options;
  if (subgraphUrls.OFFICIALS) {
    print(
      `${registerName}: not compared here: officials is a service (SUBGRAPH_URL_OFFICIALS), and \`npm run match\` is run where its database is`,
    );
    return true;
  }
  if (!register.given && register.isProduction) {
    print(`${registerName}: not compared: none is given (POPULATION_REGISTER_URL)`);
    return true;
  }
  try {
    await matchAll(stack, { ...options, recheck: {} });
    return true;
  } catch (error) {
    if (stopping.aborted) throw error;
    print(`lienthong: ${registerName}: records were not compared: ${reasonOf(error)}`);
    return false;
  }
}

/** In words that hold no value: PostgreSQL's own may. */
function reasonOf(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  const code = databaseErrorCode(error);
  if (code !== undefined) return `the database of their owner does not answer or refuses (${code})`;
  return `it failed for a reason that is not known (${error instanceof Error ? error.name : typeof error})`;
}
