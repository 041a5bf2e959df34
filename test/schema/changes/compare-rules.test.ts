import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { compareRules } from '../../../schema/changes/compare-rules.ts';

const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const supergraph = readFileSync('schema/supergraph.graphql', 'utf8');

/** The committed supergraph with other directives on one field, found by its line. */
function changed(line: RegExp, change: (text: string) => string): string {
  const [found = ''] = line.exec(supergraph) ?? [];
  expect(found).not.toBe('');
  const after = supergraph.replace(found, change(found));
  expect(after).not.toBe(supergraph);
  return after;
}

const byScope =
  /^ {2}jobSeekers\($[\s\S]*?\): JobSeekerConnection @join__field\(graph: LABOR_EMPLOYMENT\) @requiresScopes.*$/m;
const another = (text: string) => text.replace('[["labour:read"]]', '[["labour:read", "person:sensitive"]]');

test('the same rules are no change', () => {
  expect(compareRules({ api, supergraph }, { api, supergraph })).toEqual([]);
});

test('a scope more is breaking for who names the field', () => {
  expect(compareRules({ api, supergraph }, { api, supergraph: changed(byScope, another) })).toEqual([
    {
      level: 'breaking',
      path: 'AdministrativeUnit.jobSeekers',
      message:
        "Who may use 'AdministrativeUnit.jobSeekers' changed from `labour:read` to `labour:read` + `person:sensitive`",
      reason: expect.any(String),
      touches: ['AdministrativeUnit.jobSeekers'],
    },
  ]);
});

test('what takes a token now, and did not, is breaking; the other way round more callers are told', () => {
  const closed = changed(/^ {2}nameEn: String! .*$/m, (text) => text.replace('@public', '@authenticated'));
  expect(compareRules({ api, supergraph }, { api, supergraph: closed })).toEqual([
    expect.objectContaining({ level: 'breaking', message: expect.stringContaining('from public to any token') }),
  ]);
  expect(compareRules({ api, supergraph: closed }, { api, supergraph })).toEqual([
    expect.objectContaining({ level: 'dangerous', touches: [], message: expect.stringContaining('to public') }),
  ]);
});
