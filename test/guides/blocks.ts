import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';

export const checkout = join(import.meta.dirname, '..', '..');

/** A fenced block of a guide. */
export type Block = {
  /** As `gateway/http/README.md`. */
  file: string;
  /** Of its fence, from 1. */
  line: number;
  language: string;
  text: string;
};

/** Every guide of the repository, by its path. */
export const guides: ReadonlyMap<string, string> = new Map(
  (await Array.fromAsync(glob('{*.md,{gateway,subgraphs,schema,test}/**/*.md}', { cwd: checkout })))
    .filter((file) => !file.includes('node_modules') && !/\/(dist|migrations)\b/.test(file))
    .sort()
    .map((file) => [file, readFileSync(join(checkout, file), 'utf8')]),
);

/** The fenced blocks of some languages in all guides, in order. */
export function blocksOf(...languages: string[]): Block[] {
  return [...guides].flatMap(([file, text]) => {
    const blocks: Block[] = [];
    let open: { fence: string; block: Block } | undefined;
    for (const [at, line] of text.split('\n').entries()) {
      const [, indent = '', fence = '', language = ''] = /^(\s*)(```+)\s*(\w*)/.exec(line) ?? [];
      if (open && line.trim() === open.fence) {
        blocks.push(open.block);
        open = undefined;
      } else if (open) open.block.text += `${line}\n`;
      else if (fence) open = { fence, block: { file, line: at + 1, language, text: indent && '' } };
    }
    return blocks.filter((block) => languages.includes(block.language));
  });
}
