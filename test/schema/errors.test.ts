import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { purposes } from '../../schema/caller.ts';

/** Codes of Node, of its libraries and of PostgreSQL's client: clients never see them. */
const ofLibraries = /^(UND_ERR|ERR|HPE)_|^(CONNECT_TIMEOUT|CONNECTION_CLOSED|CONNECTION_ENDED|ETIMEDOUT)$/;
/** Stands in logs alone: another way has given the answer. */
const ofLogs = 'COMPILED_CODE_FAILED';
/** Said by Apollo Server, in whose sources they are. */
const ofApollo = ['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'];

const page = readFileSync('schema/errors.md', 'utf8');
const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code as string);

/** What answers; the explorer's page and the commands for operators read codes, or have exit codes of their own. */
const sources = (await Array.fromAsync(glob('{gateway,subgraphs}/**/*.ts')))
  .filter((file) => !/^gateway\/explorer\/|^subgraphs\/commands\//.test(file))
  .sort();

/** What stands where a code of an error stands: `code: 'X'`, a list or set of codes, or the first argument of `refusal`. */
function codesIn(text: string): string[] {
  const places = [
    /\bcode\??(?::| =) ?(?:\w+ \? \w+ : )?'([A-Z][A-Z_]+)'/g,
    /\brefusal\('([A-Z][A-Z_]+)'/g,
    /\b\w*(?:odes|Errors|others)\b[^;=]*= (?:new Set[^(]*\()?\[([^\]]*)\]/g,
    /type ErrorCode = ([^;]*);/g,
  ];
  return places.flatMap((place) =>
    [...text.matchAll(place)].flatMap(([, found = '']) => found.match(/[A-Z][A-Z_]{3,}/g) ?? []),
  );
}

const sent = new Map<string, string>();
for (const file of sources)
  for (const code of codesIn(readFileSync(file, 'utf8')))
    if (code !== ofLogs && !ofLibraries.test(code)) sent.set(code, file);

test('every code that the sources can send is in the table', () => {
  const missing = [...sent].filter(([code]) => !listed.includes(code)).map(([code, file]) => `${code} of ${file}`);
  expect(missing).toEqual([]);
  expect(sent.size).toBeGreaterThan(30);
});

test('the table lists no other', () => {
  const apollo = readFileSync('node_modules/@apollo/server/dist/esm/errors/index.js', 'utf8');
  for (const code of ofApollo) expect(apollo).toContain(code);
  expect(listed.filter((code) => !sent.has(code) && !ofApollo.includes(code))).toEqual([]);
});

test('a code of several words in the gateway is an error code, or known to be none', () => {
  // So that a way of writing them that is not looked for above is noticed.
  const elsewhere = new Set<string>();
  const known = [...listed, ...purposes, ofLogs];
  for (const file of sources.filter((name) => /^gateway\/(?!.*environment\.ts$)|^subgraphs\/kit\//.test(name)))
    for (const [, literal = ''] of readFileSync(file, 'utf8').matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g))
      if (!known.includes(literal) && !ofLibraries.test(literal)) elsewhere.add(literal);
  // Names of settings and of a folder's file.
  expect([...elsewhere].sort()).toEqual(['METRICS_PORT', 'OIDC_ISSUER', 'PG_VERSION']);
});

test('every code says what it means and what to do', () => {
  const rows = [...page.matchAll(/^\| `[A-Z_]+` \|.*$/gm)].map(([row]) => row.split('|').map((cell) => cell.trim()));
  expect(rows.filter((cells) => cells.slice(1, -1).some((cell) => cell.length < 3))).toEqual([]);
});
