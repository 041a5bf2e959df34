import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readAccess } from '../../schema/access/read-access.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ask, createDataFolder, startScript, tokenOf } from '../support/process.ts';
import { type Block, blocksOf, checkout } from './blocks.ts';
import { notRun } from './not-run.ts';

// A busy machine takes seconds for each of the commands.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** As who follows the guides has it: `npm start` in another terminal, and a token in TOKEN. */
let running: ReturnType<typeof startScript>;
let env: Record<string, string>;
let token: string;
let clean = async () => {};

beforeAll(async () => {
  const folder = await createDataFolder((work) => {
    clean = work;
  });
  env = { DATA_DIR: folder };
  running = startScript('start', [], { env: { ...env, SEED_OFFICIALS: '200', PORT: '0' } });
  await running.until('Ctrl-C stops all of it.');
  token = await tokenOf(env, 'auditor', '--purpose', 'AUDIT');
});
afterAll(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
  await clean();
});

const nameOf = ({ file, line }: Block) => `${file}:${line}`;
const isRun = ({ file, text: commands }: Block) =>
  !notRun.some((each) => each.file === file && commands.startsWith(each.begins));

/** The commands as they would be typed, at the port where this gateway is. */
function addressed(commands: string): string {
  const { host } = new URL(running.url());
  return commands
    .replaceAll(/(localhost|127\.0\.0\.1):4000/g, host)
    .replaceAll(/(npm run --silent (?:usage|example))(?: --)?([^|>\n#]*)/g, `$1 --$2 http://${host}/graphql `);
}

async function run(commands: string) {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', addressed(commands)], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: env.DATA_DIR, ...env, TOKEN: token },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output, problems };
}

test.for(
  blocksOf('sh')
    .filter(isRun)
    .map((block) => [nameOf(block), block] as const),
)('the commands of %s run', async ([, block]) => {
  const { code, output, problems } = await run(block.text);
  expect({ code, problems }).toEqual({ code: 0, problems: code === 0 ? problems : '' });
  // What curl prints is an answer.
  expect(output).not.toContain('"errors":');
  expect(output).not.toBe('');
});

const documents = blocksOf('graphql').map((block) => {
  const definitions = parse(block.text).definitions;
  return { block, isOperation: definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION) };
});

test.for(documents.filter(({ isOperation }) => isOperation).map(({ block }) => [nameOf(block), block] as const))(
  'the query of %s is answered',
  async ([, block]) => {
    const { data, errors } = await ask(running.url(), block.text, token);
    expect(errors).toBeUndefined();
    expect(Object.values(data)).not.toContain(null);
  },
);

test.for(documents.filter(({ isOperation }) => !isOperation).map(({ block }) => [nameOf(block), block] as const))(
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
  expect(blocksOf('sh').filter(isRun).length).toBeGreaterThan(5);
  expect(documents.length).toBeGreaterThan(2);
});
