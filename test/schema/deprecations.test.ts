import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { deprecatedIn } from '../../gateway/telemetry/usage/deprecated.ts';

/** What the policy in schema/README.md asks of a reason. */
const form = /^Since (\d{4}-\d\d-\d\d): .{10,}; goes after (\d{4}-\d\d-\d\d)$/s;
const notice = 180;

function problemsOf(reasons: ReadonlyMap<string, string>): string[] {
  return [...reasons].flatMap(([coordinate, reason]) => {
    const [, since = '', until = ''] = form.exec(reason) ?? [];
    const days = (Date.parse(until) - Date.parse(since)) / 86_400_000;
    return days >= notice ? [] : [coordinate];
  });
}

test('what is deprecated says since when, what instead, and when it goes, half a year later', () => {
  expect(problemsOf(deprecatedIn(buildSchema(readFileSync('schema/api.graphql', 'utf8'))))).toEqual([]);
});

test.for([
  ['Since 2026-11-22: ask Official.agency instead; goes after 2027-05-31', []],
  ['Since 2026-11-22: ask Official.agency instead; goes after 2026-12-31', ['Query.a']],
  ['ask Official.agency instead', ['Query.a']],
  ['Since 2026-11-22: ; goes after 2027-12-31', ['Query.a']],
] as const)('%s', ([reason, problems]) => {
  expect(problemsOf(deprecatedIn(buildSchema(`type Query { a: Int @deprecated(reason: "${reason}") }`)))).toEqual(
    problems,
  );
});
