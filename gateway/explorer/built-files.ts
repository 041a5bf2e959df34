import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';

/** One file of the pages, and what it is called as. */
export type BuiltFile = {
  /** Its path in the address: `/`, `/overview`, `/assets/main-1a2b3c.js`. */
  path: string;
  file: string;
  type: string;
  /** Of its content, in quotes as a header has it. */
  etag: string;
  /** It is a page itself, and not a part of one. */
  isPage: boolean;
  /** It is told to some tokens alone, and so kept by nobody between. */
  isForToken?: boolean;
  /** How it was compressed when it was built. */
  encodings: readonly ('br' | 'gzip')[];
};

const dist = join(import.meta.dirname, 'dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

const suffixes = { br: '.br', gzip: '.gz' } as const;

/**
 * What a build has left in `folder`; empty where nothing was built. What is served is listed here, once: a path that a client
 * sends is looked up in the list, and never made into a path of the disk.
 */
export async function readBuiltFiles(folder = dist): Promise<BuiltFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const all = new Set(entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)));
  const served = [...all].filter((file) => extname(file) in types);
  return Promise.all(
    served.map(async (file) => ({
      path: pathOf(relative(folder, file)),
      file,
      type: types[extname(file)] as string,
      etag: `"${createHash('sha256')
        .update(await readFile(file))
        .digest('base64url')
        .slice(0, 22)}"`,
      isPage: file.endsWith('.html'),
      encodings: (['br', 'gzip'] as const).filter((encoding) => all.has(file + suffixes[encoding])),
    })),
  );
}

/** Whether there is anything to serve. */
export const isBuilt = () => existsSync(join(dist, 'index.html'));

/** Where the bytes of an encoding are. */
export const encodedFile = (file: string, encoding: keyof typeof suffixes | undefined) =>
  encoding === undefined ? file : file + suffixes[encoding];

function pathOf(name: string): string {
  if (name === 'index.html') return '/';
  return `/${name.replaceAll('\\', '/').replace(/\.html$/, '')}`;
}
