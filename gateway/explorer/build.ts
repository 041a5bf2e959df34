import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { sourceHash } from './source-hash.ts';

const dist = join(import.meta.dirname, 'dist');
/** In the folder: what it was built from. */
const mark = 'built-from';
/** Made beside it and put in its place as a whole: what is served, or built by somebody else meanwhile, is never half a build. */
const made = `${dist}.${process.pid}`;

/** Smaller ones gain less than a packet. */
const worthCompressing = 1_024;

/**
 * Builds the pages where their sources have changed since, which is what `npm ci`, `npm start` and `npm run gateway` call. None of
 * them may fail for it: a gateway without its page answers GraphQL all the same, and says at its start what is missing.
 */
async function build(): Promise<void> {
  const hash = sourceHash();
  const isCurrent = () => existsSync(join(dist, mark)) && readFileSync(join(dist, mark), 'utf8') === hash;
  if (isCurrent()) return;
  const started = performance.now();
  const vite = await import('vite').catch(() => undefined);
  if (!vite)
    return console.error('lienthong: the explorer is not built, because vite is missing here (npm ci --omit=dev)');
  // Here, because a build that has nothing to do should not load what reads a schema.
  const [{ viteConfig }, { writeDocs }] = await Promise.all([
    import('./vite-config.ts'),
    import('./docs/write-docs.ts'),
  ]);
  try {
    await vite.build(viteConfig(made));
    writeDocs(made);
    await compressAll();
    await writeFile(join(made, mark), hash);
    await rm(dist, { recursive: true, force: true });
    await rename(made, dist).catch((error) => {
      if (!isCurrent()) throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  console.log(`built the explorer in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Once here instead of at each answer, and so better than an answer could wait for. */
async function compressAll(): Promise<void> {
  const files = await readdir(made, { recursive: true, withFileTypes: true });
  await Promise.all(
    files
      .filter((file) => file.isFile() && /\.(html|js|css|svg|json|ttf)$/.test(file.name))
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const bytes = await readFile(path);
        if (bytes.length < worthCompressing) return;
        const [gz, br] = await Promise.all([promisify(gzip)(bytes, { level: 9 }), compressWell(bytes)]);
        await Promise.all([writeFile(`${path}.gz`, gz), writeFile(`${path}.br`, br)]);
      }),
  );
}

// Quality 11 would take 12 s of the editor's files for 6 % less.
const compressWell = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });

try {
  await build();
} catch (error) {
  console.error(`lienthong: the explorer cannot be built: ${(error as Error).message}`);
  process.exitCode = process.argv.includes('--if-possible') ? 0 : 1;
}
