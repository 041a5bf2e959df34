import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAccess } from '../../schema/access/read-access.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ask, createDataFolder, startScript, tokenOf } from '../support/process.ts';
import type { Answer } from '../support/stack.ts';
import { type Block, blocksOf, checkout } from './blocks.ts';
import { notRun } from './not-run.ts';

/** As who follows the guides has it: `npm start` in another terminal, and a token in TOKEN. */
let running: ReturnType<typeof startScript>;
let folder: string;
let token: string;
let clean = async () => {};

beforeAll(async () => {
  folder = await createDataFolder((work) => {
    clean = work;
  });
  running = startScript('start', [], { env: { DATA_DIR: folder, SEED_OFFICIALS: '200', PORT: '0' } });
  await running.until('Ctrl-C stops all of it.');
  token = await tokenOf({ DATA_DIR: folder }, 'auditor', '--purpose', 'AUDIT');
});
afterAll(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
  await clean();
});

const all = blocksOf('sh', 'graphql', 'json');
const nameOf = ({ file, line }: Block) => `${file}:${line}`;
const isRun = ({ file, language, text: commands }: Block) =>
  language === 'sh' && !notRun.some((each) => each.file === file && commands.startsWith(each.begins));
const isOperation = ({ language, text: document }: Block) =>
  language === 'graphql' && parse(document).definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);

/** What a guide exports before a block, because one goes through it in one terminal. */
function exportsBefore(block: Block): string {
  const before = all.filter((one) => one.file === block.file && one.line < block.line && isRun(one));
  return before.flatMap((one) => one.text.match(/^export (?:.*\\\n)*.*$/gm) ?? []).join('\n');
}

/** The commands as they would be typed, at the port where this gateway is, and with folders in place of FOLDER and TRUSTED. */
function typed({ file, text: commands }: Block): string {
  const { host } = new URL(running.url());
  const [own, trusted] = ['own', 'trusted'].map((name) => join(folder, name)) as [string, string];
  for (const path of [own, trusted]) mkdirSync(path, { recursive: true });
  const operations = all.filter((one) => one.file === file && isOperation(one));
  writeFileSync(join(own, 'of-the-guide.graphql'), operations.map((one) => one.text).join('\n'));
  return commands
    .replaceAll(/(localhost|127\.0\.0\.1):4000/g, host)
    .replaceAll(/(npm run --silent (?:usage|example))(?: --)?([^|>\n#]*)/g, `$1 --$2 http://${host}/graphql `)
    .replaceAll(/\bFOLDER\b/g, own)
    .replaceAll(/\bTRUSTED\b/g, trusted);
}

async function run(block: Block) {
  const script = `${exportsBefore(block)}\n${typed(block)}`;
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder, DATA_DIR: folder, TOKEN: token },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output, problems };
}

/** The answer that a guide shows after a block of commands. */
function shownAfter(block: Block): Answer | undefined {
  const next = all[all.indexOf(block) + 1];
  return next?.language === 'json' && next.file === block.file ? (JSON.parse(next.text) as Answer) : undefined;
}

const codesOf = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code);

test.for(all.filter(isRun).map((block) => [nameOf(block), block] as const))(
  'the commands of %s run, and answer what it shows',
  async ([, block]) => {
    const { code, output, problems } = await run(block);
    expect(code, problems).toBe(0);
    const shown = shownAfter(block);
    if (!shown) return expect(output).not.toContain('"errors":');
    const answer = JSON.parse(output) as Answer;
    expect(codesOf(answer)).toEqual(codesOf(shown));
    // Records are others than those of the guide: what is compared is where they stand.
    expect(Object.keys(answer.data ?? {})).toEqual(Object.keys(shown.data ?? {}));
  },
);

test.for(all.filter(isOperation).map((block) => [nameOf(block), block] as const))(
  'the query of %s is answered',
  async ([, block]) => {
    const { data, errors } = await ask(running.url(), block.text, token);
    expect(errors).toBeUndefined();
    expect(Object.values(data)).not.toContain(null);
  },
);

const definitions = all.filter((block) => block.language === 'graphql' && !isOperation(block));

test.for(definitions.map((block) => [nameOf(block), block] as const))(
  'the schema of %s composes with the others, rules and all',
  ([, block]) => {
    const services = registry.map(({ name }) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(readFileSync(join(checkout, 'subgraphs', name, 'schema.graphql'), 'utf8')),
    }));
    const own = { name: 'of-the-guide', url: 'http://of-the-guide', typeDefs: parse(block.text) };
    const { supergraphSdl, errors } = composeServices([...services, own]);
    expect(errors).toBeUndefined();
    expect(readAccess(supergraphSdl as string).rules.declares).toBe(true);
  },
);

test('guides hold commands and queries that are run', () => {
  expect(all.filter(isRun).length).toBeGreaterThan(5);
  expect(all.filter(isOperation).length).toBeGreaterThan(1);
});
