import { readFileSync } from 'node:fs';
import { buildSchema, print } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '../../gateway/access/roles.ts';
import { contracts } from '../../schema/contracts.ts';
import { createDice } from '../differential/generate/dice.ts';
import { generateOperation } from '../differential/generate/operation.ts';
import type { Pools } from '../differential/generate/pools.ts';
import { findPools } from '../differential/pools.ts';
import { databasesOf } from '../operations/databases.ts';
import { type Stack, startStack, withoutLimits } from '../support/stack.ts';
import { type Sent, sendTo } from './ways.ts';

let stack: Stack;
let pools: Pools;
beforeAll(async () => {
  stack = await startStack(withoutLimits);
  pools = await findPools(databasesOf(stack));
});
afterAll(() => stack?.stop());

const allScopes = [...new Set(Object.values(roles).flatMap(({ scopes }): string[] => [...scopes]))];

/** For each contract; 400 were compared once. */
const count = 25;

/** Whether one answer is the other, but for what became null. */
function isNarrowed(part: unknown, whole: unknown): boolean {
  if (part === null || typeof part !== 'object') return part === null || part === whole;
  if (whole === null || typeof whole !== 'object') return false;
  const entries = Object.entries(part);
  return (
    Object.keys(whole).join() === Object.keys(part).join() &&
    entries.every(([key, value]) => isNarrowed(value, (whole as Record<string, unknown>)[key]))
  );
}

/** What both must say alike; a message may be told in other words, and the contract has types of its own to price by. */
const comparable = ({ data, status, errors = [] }: Sent) => ({
  data,
  status,
  errors: errors.map(({ path, extensions }) => JSON.stringify([path, extensions.code])).sort(),
});

test.each(contracts)(
  'made-up operations that are valid in $name are answered as by the whole schema to who lacks what it withholds',
  async ({ name, withholds }) => {
    const scope = allScopes.filter((one) => !withholds.includes(one));
    const without = await stack.tokenOf('auditor', { scope, purpose: 'AUDIT' });
    const schema = buildSchema(readFileSync(`schema/contracts/${name}.graphql`, 'utf8'));
    let withData = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const dice = createDice(seed);
      const { document, variables } = generateOperation({ schema, pools, size: 40, depth: 6 }, dice);
      const request = { query: print(document), variables };
      const [part, whole] = await Promise.all([
        sendTo(`${stack.url}/${name}`, request, stack.everything),
        sendTo(stack.url, request, without),
      ]);
      if (part.codes.includes('VALUE_NOT_IN_CONTRACT')) {
        expect(isNarrowed(part.data, whole.data), request.query).toBe(true);
        continue;
      }
      if (part.data) withData += 1;
      expect({ seed, query: request.query, ...comparable(part) }).toEqual({
        seed,
        query: request.query,
        ...comparable(whole),
      });
    }
    expect(withData).toBeGreaterThan(count / 2);
  },
);
