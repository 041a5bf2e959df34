import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { makeManifest, printManifest } from '../../schema/manifests/make-manifest.ts';

const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

/** A folder of partners' manifests, as an operator keeps it. */
export async function createPartners(manifests: Record<string, string[]> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-documents-'));
  const write = (client: string, text: string) => {
    const file = join(folder, `${client}.json`);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  const trust = (client: string, documents: string[]) => {
    const manifest = makeManifest(
      documents.map((text, index) => ({ path: `${index}.graphql`, text })),
      api,
    );
    write(client, printManifest(manifest));
    return manifest.operations;
  };
  const operations = Object.fromEntries(
    Object.entries(manifests).map(([client, documents]) => [client, trust(client, documents)]),
  );
  return {
    folder,
    /** By client, as they stand in the manifests. */
    operations,
    /** Writes a client's manifest in one go. */
    trust,
    /** The same with any text. */
    write,
    remove: (client: string) => rmSync(join(folder, `${client}.json`)),
    stop: () => rm(folder, { recursive: true }),
  };
}
