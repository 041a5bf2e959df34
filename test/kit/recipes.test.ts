import { expect, test } from 'vitest';
import type { Database } from '../../subgraphs/kit/database.ts';
import { each, prepareLoaders } from '../../subgraphs/kit/recipes.ts';

const requestOf = (subject: string) => ({ caller: { subject } }) as Database;

test('a request makes the loaders that it asks for, once, and shares none with another', () => {
  const made: string[] = [];
  const recipe = (name: string) => (db: Database) => {
    made.push(`${name} for ${db.caller.subject}`);
    return { name };
  };
  const loadersFor = prepareLoaders({ first: recipe('first'), second: recipe('second'), third: recipe('third') });
  const [one, other] = [loadersFor(requestOf('one')), loadersFor(requestOf('other'))];
  expect(made).toEqual([]);
  expect(one.second).toBe(one.second);
  expect(other.second).not.toBe(one.second);
  expect(one.first).toEqual({ name: 'first' });
  expect(made).toEqual(['second for one', 'second for other', 'first for one']);
});

test('with arguments there is one for each list of them in a request', () => {
  const loadersFor = prepareLoaders({
    by: each((db, level: number, on: string | null) => ({ asked: [db.caller.subject, level, on] })),
  });
  const [one, other] = [loadersFor(requestOf('one')), loadersFor(requestOf('other'))];
  expect(one.by(1, null)).toBe(one.by(1, null));
  expect(one.by(1, 'null')).not.toBe(one.by(1, null));
  expect(other.by(1, null)).not.toBe(one.by(1, null));
  expect(other.by(2, '2026-01-01')).toEqual({ asked: ['other', 2, '2026-01-01'] });
});
