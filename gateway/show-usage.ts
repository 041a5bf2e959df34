import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { request } from 'undici';
import { tableOfUses, type UsageReport } from './telemetry/usage/table.ts';

const usage = `Usage: npm run --silent token -- developer | npm run --silent usage -- [options] [ADDRESS]
Prints which client uses which deprecated part of the schema, as the gateway at ADDRESS (http://127.0.0.1:4000 without one) has
counted since it started. The token comes on standard input, so that nobody sees it in the list of processes: one with the scope
schema:usage, of your provider in production.

Options
  --all        everything that was used, not only what is deprecated
  --json       as the gateway answers it, for \`npm run schema:check -- --usage FILE\`
  -h, --help   this text`;

function fail(message: string): never {
  console.error(`lienthong: ${message}`);
  process.exit(1);
}

function readArguments() {
  const options = {
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    if (positionals.length > 1) throw new Error('expected one address');
    return { all: values.all, json: values.json, address: addressOf(positionals[0] ?? 'http://127.0.0.1:4000') };
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
}

function addressOf(given: string): URL {
  const address = URL.canParse('/usage', given) ? new URL('/usage', given) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) throw new Error('expected an address as http://host:port');
  return address;
}

type Answer = UsageReport & { errors?: { message?: string }[] };

const { all, json, address } = readArguments();
if (!all) address.searchParams.set('deprecated', '');
if (process.stdin.isTTY) fail(`expected a token on standard input\n${usage}`);
const token = (await text(process.stdin)).trim();
// Whatever else came with it (a banner of npm's) is no token, and would make a malformed header.
if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token))
  fail('expected a token alone on standard input: npm run --silent token -- developer');
const { statusCode, body } = await request(address, { headers: { authorization: `Bearer ${token}` } }).catch(
  ({ code }: NodeJS.ErrnoException) => fail(`no gateway answers there (${code})`),
);
const answer = (await body.json().catch(() => fail('expected the answer of a gateway'))) as Answer;
if (statusCode !== 200) fail(answer.errors?.[0]?.message ?? `the gateway answers ${statusCode}`);
console.log(json ? JSON.stringify(answer) : tableOfUses(answer, { all }));
