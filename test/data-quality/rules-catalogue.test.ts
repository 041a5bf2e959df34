import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databasesOf, rules, tablesOf } from '../../subgraphs/data-quality/rules/catalogue.ts';
import type { Rule, Text } from '../../subgraphs/data-quality/rules/rule.ts';
import { subjects } from '../../subgraphs/data-quality/rules/subjects.ts';
import { staged, stagedRules } from './staged-rules.ts';

let database: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  database = await stagedRules('rules_catalogue');
});
afterAll(() => database?.stop());

const textsOf = ({ title, about, explanation }: Rule): Text[] => [title, about, ...Object.values(explanation)];
const placeholders = (text: string) => [...text.matchAll(/\{([^}]*)\}/g)].map(([, key = '']) => key).sort();
const sqlOf = ({ subject, applies, found }: Rule) => `${subjects[subject].rows} ${applies} ${found}`;

test('there are enough rules, and enough of them cross databases', () => {
  expect(rules.length).toBeGreaterThanOrEqual(45);
  expect(rules.filter((rule) => databasesOf(rule).length > 1).length).toBeGreaterThanOrEqual(18);
  expect(new Set(rules.map(({ dimension }) => dimension))).toEqual(
    new Set(['CORRECT', 'SUFFICIENT', 'CLEAN', 'LIVING']),
  );
});

test('each id is one rule, in kebab case', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(rules.filter(({ id }) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});

test.each(rules)('$id is told in both languages', (rule) => {
  for (const { vi, en } of textsOf(rule)) {
    expect(vi).not.toBe(en);
    expect(vi.trim()).toBe(vi);
    expect(en.trim()).toBe(en);
    expect(vi.normalize('NFC')).toBe(vi);
    expect(vi.length).toBeGreaterThan(5);
    expect(en.length).toBeGreaterThan(5);
    expect(`${vi}${en}`).not.toMatch(/undefined|null|\[object/);
  }
  // What is expected names the law it follows.
  expect(rule.explanation.expected.vi).toMatch(/Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định|TCVN/);
  expect(rule.explanation.expected.en).toMatch(/Law|Labour Code|Decree|Resolution|Circular|Decision|TCVN/);
  expect(rule.title.vi + rule.title.en + rule.about.vi + rule.about.en).not.toMatch(/[{}]/);
  expect(rule.source).toMatch(/Law|Decree|Code|Circular|Resolution|TCVN/);
  expect(rule.validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(rule.validTo === null || rule.validTo > rule.validFrom).toBe(true);
});

test.each(rules)('$id tells each of its details, and none that it does not have', (rule) => {
  for (const { vi, en } of Object.values(rule.explanation)) expect(placeholders(vi)).toEqual(placeholders(en));
  const used = Object.values(rule.explanation).flatMap(({ vi }) => placeholders(vi));
  expect([...new Set(used)].sort()).toEqual(Object.keys(rule.details).sort());
  for (const { format, values } of Object.values(rule.details))
    expect(values !== undefined, 'codes have values').toBe(format === 'code' || format === 'codes');
});

test.each(rules)('$id names the staged tables that its SQL reads, and no other', (rule) => {
  const schemas = Object.keys(staged).join('|');
  const named = [...sqlOf(rule).matchAll(new RegExp(`\\b(?:${schemas})\\.[a-z_]+`, 'g'))].map(([name]) => name);
  // A staged table may have the name of its schema: `officials.officials`, but never `officials.agency_id`.
  expect([...new Set(named)].sort()).toEqual(tablesOf(rule).sort());
  const known = Object.entries(staged).flatMap(([schema, extracts]) => extracts.map(({ name }) => `${schema}.${name}`));
  expect(tablesOf(rule).filter((table) => !known.includes(table))).toEqual([]);
});

// PostgreSQL itself says whether each column, function and type is there.
test.each(rules)(
  '$id can be judged, gives what a finding is made of, and asks for the day where it says so',
  async (rule) => {
    expect(await database.judge(rule.id, {})).toEqual([]);
    expect(sqlOf(rule).includes('as_of()')).toBe(rule.turns.length > 0);
    const columns = await database.columnsOf(rule.id);
    expect(columns).toMatchObject(Object.keys(rule.details).length > 0 ? { details: 'jsonb' } : {});
    const others = Object.entries(columns).filter(([name]) => name !== 'id' && name !== 'details');
    expect(
      others.filter(([name, type]) => `${name} ${type}` !== 'part text' && `${name} ${type}` !== 'correction jsonb'),
    ).toEqual([]);
    expect(columns).toHaveProperty('id');
  },
);

test('each correction is of a field that the record has in the schema', () => {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '..', '..', 'schema', 'api.graphql'), 'utf8'));
  const corrected = rules.flatMap(({ id, subject, found }) =>
    [...found.matchAll(/'field', '(\w+)'/g)].map(([, field = '']) => ({ id, entity: subjects[subject].entity, field })),
  );
  expect(corrected.length).toBeGreaterThan(5);
  const fieldsOf = (entity: string) => Object.keys((schema.getType(entity) as GraphQLObjectType).getFields());
  expect(corrected.filter(({ entity, field }) => !fieldsOf(entity).includes(field))).toEqual([]);
});

test('each rule has a test of its own, which renders its explanation', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => /^rules-.*\.test\.ts$/.test(name))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const untested = rules.filter(({ id }) => !tests.includes(`test('${id}'`) || !tests.includes(`explained('${id}'`));
  expect(untested.map(({ id }) => id)).toEqual([]);
});
