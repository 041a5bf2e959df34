import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { findConnection, operationOf } from '../../gateway/explorer/page/results/find-connection.ts';
import { pageThroughDocument } from '../../gateway/explorer/page/results/paged-document.ts';
import { operations } from '../operations/operations.ts';

function paged(text: string, keys: string[], variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const operation = operationOf(document);
  const connection = operation && findConnection(operation, keys);
  return connection && operation && pageThroughDocument({ text, document, operation, variables }, connection);
}

const plain = (text = '') => text.replaceAll(/[\s,]+/g, ' ').trim();

test('an operation without pages in mind is given them', () => {
  const found = paged('{ officials(filter: {}) { nodes { id } } }', ['officials', 'nodes']);
  expect(plain(found?.query)).toBe(
    'query ($pageFirst: Int $pageAfter: String) { officials(filter: {} first: $pageFirst after: $pageAfter) { nodes { id } followedPage: pageInfo { hasNextPage endCursor } } }',
  );
});

test('a page size and a start that stand in the text become variables', () => {
  const found = paged('{ units: administrativeUnits(first: 5, after: "abc") { edges { node { id } } } }', [
    'units',
    'edges',
  ]);
  expect(found).toMatchObject({ first: 'pageFirst', after: 'pageAfter', start: 'abc', keys: ['units'] });
  expect(found?.query).not.toContain('abc');
});

test('other questions, and the variables and fragments that they alone used, are left out', () => {
  const text = `query Q($a: Int, $b: ID!, $first: Int = 3) {
    one: officials(first: $first) { nodes { ...F } }
    two: agencies(first: $a) { nodes { ...G } }
    three: person(id: $b) { id }
  }
  fragment F on Official { id agency { ...G } }
  fragment G on Agency { code }
  fragment H on Person { id }`;
  const one = paged(text, ['one', 'nodes']);
  expect(one?.first).toBe('first');
  expect(plain(one?.query)).toBe(
    'query Q($first: Int = 3 $pageAfter: String) { one: officials(first: $first after: $pageAfter) { nodes { ...F } followedPage: pageInfo { hasNextPage endCursor } } } fragment F on Official { id agency { ...G } } fragment G on Agency { code }',
  );
  expect(plain(paged(text, ['two', 'nodes'])?.query)).not.toMatch(/\$b|\$first|fragment F|fragment H/);
});

test('a variable that is used twice is left to its other place', () => {
  const found = paged(
    'query ($n: Int) { officials(first: $n) { nodes { id } } agencies(first: $n) { nodes { code } } }',
    ['officials', 'nodes'],
  );
  expect(found?.first).toBe('pageFirst');
});

test('the connection of an inner list is that around it; pages of each parent are not followed', () => {
  const text = '{ administrativeUnit(code: "79") { children { nodes { code agencies { nodes { code } } } } } }';
  const keys = ['administrativeUnit', 'children', 'nodes'];
  expect(paged(text, keys)?.keys).toEqual(['administrativeUnit', 'children']);
  expect(paged(text, [...keys, 'agencies', 'nodes'])?.keys).toEqual(['administrativeUnit', 'children']);
  expect(paged('{ ranks { code } }', ['ranks'])).toBeUndefined();
  expect(paged('{ ...F } fragment F on Query { officials { nodes { id } } }', ['officials', 'nodes'])).toBeUndefined();
});

test('committed operations with one connection stay as they are, so that they are still trusted documents', () => {
  const asTheyAre = operations.filter(({ text, document }) => {
    const operation = operationOf(document);
    const [root] = operation?.selectionSet.selections ?? [];
    const key = root?.kind === 'Field' ? root.name.value : '';
    const found = paged(text, [key, 'nodes']) ?? paged(text, [key, 'children', 'nodes']);
    return found?.query === text;
  });
  expect(asTheyAre.length).toBeGreaterThan(20);
});
