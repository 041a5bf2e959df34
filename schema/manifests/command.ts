import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { clientName } from '../caller.ts';
import { contracts, isContractName } from '../contracts.ts';
import { listOutdated, makeManifest, printManifest } from './make-manifest.ts';
import { ManifestError, parseManifest } from './manifest.ts';
import { readDocuments } from './read-documents.ts';

const usage = `Usage: npm run documents -- FILE|FOLDER ... --client NAME [--contract NAME] [--into FOLDER]
       npm run documents -- --check FOLDER [--contract NAME]
Makes the manifest of a partner's operations, so that the gateway trusts them (SAFELIST, TRUSTED_DOCUMENTS): NAME.json
holds each operation with its id, the SHA-256 of its text. Each is held against schema/api.graphql first.

  FILE|FOLDER     .graphql files, and folders of them at any depth; fragments may lie in files of their own
  --client NAME   the partner's program as its tokens name it (claim azp or client_id)
  --contract NAME the contract that its tokens name: each is held against schema/contracts/NAME.graphql instead
  --into FOLDER   where NAME.json is written, the folder that TRUSTED_DOCUMENTS names; without it the manifest is printed
  --check FOLDER  makes nothing: says which operations of the manifests in the folder the schema does not answer (any longer)
  -h, --help      this text

Example
  npm run documents -- ../pension-office/queries --client pension-office --into /etc/lienthong/documents`;

const options = {
  client: { type: 'string' },
  contract: { type: 'string' },
  into: { type: 'string' },
  check: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What a partner is served: its contract, or the whole. */
function readApi(contract: string | undefined) {
  if (contract !== undefined && !isContractName(contract))
    throw new ManifestError(`--contract: expected one of ${contracts.map(({ name }) => name).join(', ')}`);
  const file = contract === undefined ? 'api.graphql' : join('contracts', `${contract}.graphql`);
  return buildSchema(readFileSync(join(import.meta.dirname, '..', file), 'utf8'));
}

function run(): void {
  const { values, positionals } = readArguments();
  if (values.help) console.log(usage);
  else if (values.check !== undefined) check(values.check, values.contract);
  else make(positionals, values);
}

type Made = { client?: string | undefined; contract?: string | undefined; into?: string | undefined };

function make(paths: string[], { client, contract, into }: Made): void {
  if (paths.length === 0) throw new ManifestError(`expected .graphql files or folders\n${usage}`);
  if (client === undefined || !clientName.test(client))
    throw new ManifestError(
      '--client: expected the name of the partner in its tokens: letters, digits and _ . : - alone, no number of 9 digits',
    );
  const manifest = makeManifest(readDocuments(paths), readApi(contract));
  if (into === undefined) console.log(printManifest(manifest).trimEnd());
  else {
    write(join(into, `${client}.json`), printManifest(manifest));
    for (const { id, type, name } of manifest.operations) console.log(`${id}  ${type} ${name}`);
  }
}

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new ManifestError(`${(error as Error).message}\n${usage}`);
  }
}

/** By renaming: a gateway that watches the folder must not find half a file. */
function write(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new ManifestError(`--into: cannot write ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function check(folder: string, contract: string | undefined): void {
  const names = listManifests(folder);
  const api = readApi(contract);
  const outdated = names.flatMap((name) => {
    const path = join(folder, name);
    return listOutdated(parseManifest(readFileSync(path, 'utf8'), path), path, api);
  });
  if (outdated.length > 0) throw new ManifestError(outdated.join('\n'));
  console.log(`manifests read: ${names.length}; the schema answers every operation`);
}

function listManifests(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort();
  } catch {
    throw new ManifestError('--check: expected a folder of manifests');
  }
}

try {
  run();
} catch (error) {
  if (!(error instanceof ManifestError)) throw error;
  console.error(`lienthong: ${error.message.replaceAll('\n', '\nlienthong: ')}`);
  process.exitCode = 1;
}
