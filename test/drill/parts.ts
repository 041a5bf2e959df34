import { join } from 'node:path';
import { issueDevelopmentToken } from '../../gateway/access/development-identity.ts';
import { callers, prepareQuestions } from '../chaos/questions.ts';
import { databasesOf } from '../operations/databases.ts';
import { runScript } from '../support/process.ts';
import { runDrill } from './drill.ts';
import { openRecords } from './records.ts';
import { runUpgrade } from './run-upgrade.ts';

type Options = {
  folder: string;
  officials: number;
  env: Record<string, string>;
  say: (line: string) => void;
  stopping: AbortSignal;
};

const told = (seconds: number) => `${seconds.toFixed(1)} s`;

/** Prints how the restore went; gives what does not hold. */
export async function restore(options: Options): Promise<string[]> {
  const { rows, tables, answers, meanwhile, seconds, problems } = await runDrill(options);
  console.log(
    `restore: ${rows.toLocaleString('en-US')} rows of ${tables} tables. Backup ${told(seconds.backup)}, in which ${meanwhile} questions were answered as before; restore ${told(seconds.restore)}; start ${told(seconds.start)}; ${answers} answers as before`,
  );
  return problems;
}

/** Prints how the upgrade went; gives what does not hold. */
export async function upgrade({ folder, officials, env, say, stopping }: Options): Promise<string[]> {
  const dataDir = join(folder, 'upgraded');
  const serviceEnv = { ...env, DATA_DIR: dataDir, SEED_OFFICIALS: String(officials) };
  say(`filling databases with ${officials} officials, for the upgrade`);
  const { code, output } = await runScript('seed', [], { env: serviceEnv });
  if (code !== 0) throw new Error(`npm run seed ended with ${code}:\n${output}`);
  const { requests, partial, problems, p99 } = await runUpgrade({
    folder,
    serviceEnv,
    clients: 6,
    rate: 30,
    say,
    stopping,
    prepare: async ({ url, gatewayFolder }) => {
      await using records = await openRecords(dataDir);
      return await prepareQuestions({
        url: url(),
        databases: databasesOf(records as never),
        tokenOf: async (caller) => callers[caller] && issueDevelopmentToken(gatewayFolder, callers[caller], 3_600),
        stopping,
      });
    },
  });
  console.log(
    `upgrade: five services and the gateway replaced while ${requests} questions were asked; ${requests - partial - problems.length} answered as before, p99 ${Math.round(p99?.before ?? 0)} ms before, ${Math.round(p99?.during ?? 0)} ms meanwhile`,
  );
  return problems;
}
