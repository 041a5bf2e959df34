import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSchema } from 'graphql';
import { readAccess } from '../../../schema/access/read-access.ts';
import { type Assets, frameOwn, framePage } from './frame.ts';
import { createIndex, createPages } from './pages.ts';
import { createReference } from './reference.ts';

const schemaFolder = join(import.meta.dirname, '..', '..', '..', 'schema');
const read = (...path: string[]) => readFileSync(join(schemaFolder, ...path), 'utf8');

/**
 * Writes the reference documentation into the folder of the built pages: that of the whole schema at `/docs`, that of each contract at
 * `/docs/NAME`.
 */
export function writeDocs(folder: string): void {
  const assets: Assets = {
    style: writeAsset(folder, 'docs.css'),
    language: writeAsset(folder, 'language.js'),
    search: writeAsset(folder, 'search.js'),
    own: writeAsset(folder, 'own.js'),
    icon: writeAsset(folder, '../page/icon.svg'),
  };
  write(join(folder, 'docs/own.html'), frameOwn(assets));
  const supergraph = read('supergraph.graphql');
  const { rules } = readAccess(supergraph);
  const errors = read('errors.md');
  const operations = readdirSync(join(schemaFolder, 'operations'))
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => read('operations', name));
  for (const { contract, text } of listSchemas()) {
    const base = contract === null ? '/docs' : `/docs/${contract}`;
    const reference = createReference({
      schema: buildSchema(text),
      supergraph,
      rules,
      operations,
      errors,
      base,
      contract,
    });
    const path = (name: string) => `${base}${name === '' ? '' : `/${name}`}`;
    for (const page of createPages(reference))
      write(join(folder, `${path(page.name)}.html`), framePage(reference, page, assets));
    write(join(folder, `${base}/search.json`), JSON.stringify(createIndex(reference)));
  }
}

function listSchemas(): { contract: string | null; text: string }[] {
  const contracts = join(schemaFolder, 'contracts');
  const names = existsSync(contracts) ? readdirSync(contracts).filter((name) => name.endsWith('.graphql')) : [];
  return [
    { contract: null, text: read('api.graphql') },
    ...names.sort().map((name) => ({ contract: basename(name, '.graphql'), text: read('contracts', name) })),
  ];
}

/** Called by its content, as all that a browser may keep. Returns its address. */
function writeAsset(folder: string, path: string): string {
  const text = readFileSync(join(import.meta.dirname, path), 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const name = `assets/${basename(path).replace('.', `-${hash}.`)}`;
  write(join(folder, name), text);
  return `/${name}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
