import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf, checkout, guides } from './blocks.ts';
import { notRun } from './not-run.ts';

const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Every `npm run NAME -- ...` that a guide names, in a block or in a sentence. */
const named = [...guides].flatMap(([file, text]) =>
  [...text.matchAll(/npm (?:run (?:--silent )?([a-z][a-z:-]*)|(start|test))(?: -- ([^\n`|&;#>)]*))?/g)].map(
    ([, script, short, args = '']) => ({ file, script: script ?? (short as string), args }),
  ),
);

/** The sources of a program: the files of ours that its first one imports, and those. */
function sourcesOf(file: string, seen = new Set<string>()): Set<string> {
  const path = join(checkout, file);
  if (seen.has(file) || !existsSync(path)) return seen;
  seen.add(file);
  for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import\(?) ?'(\.[^']+)'/g))
    sourcesOf(join(dirname(file), target), seen);
  return seen;
}

/** Whether some source defines the option for parseArgs, or tells it in a text of usage. */
function takes(script: string, flag: string): boolean {
  const [first = ''] = /\S+\.ts/.exec(scripts[script] ?? '') ?? [];
  const name = flag.slice(2);
  const option = new RegExp(`(^|[\\s{,])'?${name}'?: (\\{ type: '|\\w+,?$)|--${name}\\b`, 'm');
  return [...sourcesOf(first)].some((file) => option.test(readFileSync(join(checkout, file), 'utf8')));
}

test('every script that a guide names is one, with the options that it is given', () => {
  const wrong = named.flatMap(({ file, script, args }) => {
    if (!(script in scripts)) return [`${file}: npm run ${script}`];
    const flags = args.match(/(?<=^|\s)--[a-z][a-z-]*/g) ?? [];
    return flags.filter((flag) => !takes(script, flag)).map((flag) => `${file}: npm run ${script} -- ${flag}`);
  });
  expect(wrong).toEqual([]);
  expect(named.length).toBeGreaterThan(60);
});

test('an option that no program takes is found', () => {
  expect(takes('quality', '--owner')).toBe(true);
  expect(takes('quality', '--nonsense')).toBe(false);
  expect(takes('bench', '--rounds')).toBe(true);
  expect(takes('schema:check', '--rounds')).toBe(false);
});

test('every file of ours that a guide links to is there', () => {
  const broken = [...guides].flatMap(([file, text]) =>
    [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, link = '']) =>
      /^[a-z]+:/.test(link) || existsSync(join(checkout, dirname(file), link)) ? [] : [`${file}: ${link}`],
    ),
  );
  expect(broken).toEqual([]);
});

test('what is not run is there, and says why', () => {
  const blocks = blocksOf('sh');
  const gone = notRun.filter(
    ({ file, begins }) => !blocks.some((block) => block.file === file && block.text.startsWith(begins)),
  );
  expect(gone).toEqual([]);
});
