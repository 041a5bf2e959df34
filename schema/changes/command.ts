import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AccessRuleError } from '../access/links.ts';
import { type Manifest, ManifestError, parseManifest } from '../manifests/manifest.ts';
import { writeNotes } from './changelog.ts';
import { type Checked, checkEditions, type Evidence } from './check.ts';
import { reportOf } from './report.ts';
import { findBase, RevisionError, readCommit, readWorkingTree } from './revision.ts';
import { daysCounted, parseUsage, UsageReportError } from './usage-report.ts';

const usage = `Usage: npm run schema:check -- [BASE] [options]
Tells what the schema of the working tree, and each contract of it, changes since the commit BASE, and whom that breaks:
the committed operations as they stood there, partners' trusted documents, and clients that a gateway has counted.
Without BASE: where this branch left the main one; on the main branch itself the commit before.

  --usage FILE        what \`npm run usage -- --all --json\` printed; several for several gateways
  --days N            what the files must cover before a change is let through that none of them uses (30)
  --documents FOLDER  the partners' manifests, the folder that TRUSTED_DOCUMENTS names
  --write             adds what changed to schema/CHANGELOG.md
  --accept WHY        with --write: breaking changes too, with the reason for which they are let through
  --json              the same for programs
  -h, --help          this text

Ends with 1 where something breaks a client, or may, and is not accepted in schema/CHANGELOG.md, or where that does not
tell every change; with 2 where it cannot be run.`;

const options = {
  usage: { type: 'string', multiple: true, default: [] },
  days: { type: 'string', default: '30' },
  documents: { type: 'string' },
  write: { type: 'boolean', default: false },
  accept: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} satisfies NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** Said when the arguments are not what the usage says. */
class ArgumentError extends Error {}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > 1) throw new Error('expected one BASE');
    if (values.accept !== undefined && (!values.write || values.accept.trim() === ''))
      throw new Error('--accept: expected the reason, beside --write');
    if (!/^\d{1,4}$/.test(values.days)) throw new Error('--days: expected a number of days');
    return { ...values, days: Number(values.days), revision: positionals[0] };
  } catch (error) {
    throw new ArgumentError(`${(error as Error).message}\n${usage}`);
  }
}

type Arguments = ReturnType<typeof readArguments>;

/** @returns the exit code */
async function run(folder: string): Promise<number> {
  const given = readArguments();
  if (given.help) {
    console.log(usage);
    return 0;
  }
  const base = findBase(folder, given.revision);
  if (base === null) {
    console.log('no earlier commit is here to compare the schema with: nothing was checked');
    return 0;
  }
  const [before, evidence] = [readCommit(folder, base), readEvidence(given)];
  let after = readWorkingTree(folder);
  let checked = await checkEditions(before, after, evidence);
  if (given.write) {
    const changelog = writeNotes(after.changelog, toWrite(checked, given), new Date().toISOString().slice(0, 10));
    writeFileSync(join(folder, 'schema', 'CHANGELOG.md'), changelog);
    after = { ...after, changelog };
    checked = await checkEditions(before, after, evidence);
  }
  console.log(given.json ? JSON.stringify({ base, ...checked }, null, 2) : reportOf(checked, base));
  return checked.changes.every(({ fails, isNoted }) => !fails && isNoted) ? 0 : 1;
}

function toWrite({ changes }: Checked, { accept, days }: Arguments) {
  return changes.flatMap((change) => {
    const why = accept?.trim() ?? (change.verdict === 'unused' ? `nobody used it in the last ${days} days` : undefined);
    if (change.isNoted || (change.level === 'breaking' && why === undefined)) return [];
    return [{ ...change, why: why ?? '' }];
  });
}

function readEvidence({ usage: files, days, documents }: Arguments): Evidence {
  const reports = files.map((file) => parseUsage(readText(file), file));
  const names = documents === undefined ? [] : listManifests(documents);
  const partners = names.map((name): [string, Manifest] => {
    const path = join(documents ?? '', name);
    return [name.slice(0, -'.json'.length), parseManifest(readText(path), path)];
  });
  return { reports, partners: new Map(partners), isCounted: daysCounted(reports, new Date()) >= Math.max(days, 1) };
}

function listManifests(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  } catch (error) {
    throw new ArgumentError(`--documents: expected a folder of manifests (${(error as NodeJS.ErrnoException).code})`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ArgumentError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

try {
  process.exitCode = await run(process.cwd());
} catch (error) {
  const expected = [AccessRuleError, ArgumentError, RevisionError, ManifestError, UsageReportError];
  if (!(error instanceof Error && expected.some((known) => error instanceof known))) throw error;
  console.error(`lienthong: ${error.message}`);
  process.exitCode = 2;
}
