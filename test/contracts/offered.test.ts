import { readFileSync } from 'node:fs';
import { buildSchema, type DocumentNode, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import type { ExampleGroup } from '../../gateway/explorer/page/examples/example.ts';
import { contracts } from '../../schema/contracts.ts';
import { operations } from '../operations/operations.ts';

const { groups } = JSON.parse(readFileSync('schema/operations/examples.json', 'utf8')) as { groups: ExampleGroup[] };
const examples = groups.flatMap((group) => group.examples);

/** The committed operations that are questions of a contract, and whether another document is one. */
function offeredBy(name: string) {
  const schema = buildSchema(readFileSync(`schema/contracts/${name}.graphql`, 'utf8'));
  const isWithin = (document: DocumentNode) => validate(schema, document).length === 0;
  return { isWithin, offered: operations.filter(({ document }) => isWithin(document)).map(({ file }) => file) };
}

// Fewer, and whoever has the contract opens an explorer that shows next to nothing of it.
test.each(contracts)('$name answers three of the committed operations or more', ({ name }) => {
  expect(offeredBy(name).offered.length).toBeGreaterThanOrEqual(3);
});

test.each(contracts)('what is offered of $name finds the values of its variables within it', ({ name }) => {
  const { isWithin, offered } = offeredBy(name);
  const lookUps = examples.flatMap(({ operation, lookUp }) => (offered.includes(operation) && lookUp ? [lookUp] : []));
  expect(lookUps.filter(({ query }) => !isWithin(parse(query)))).toEqual([]);
});

test('the contract of those who pay or check insurance answers who pays, and who is paid', () => {
  expect(offeredBy('partner-insurance').offered).toEqual(
    expect.arrayContaining(['benefits-and-payers', 'employers-and-insured-persons', 'insured-persons-of-agency']),
  );
});
