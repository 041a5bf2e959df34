import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../gateway/access/roles.ts';
import { databasesOf } from '../operations/databases.ts';
import { operations } from '../operations/operations.ts';
import { variablesOf } from '../operations/variables.ts';
import { type Stack, startStack } from '../support/stack.ts';

const callers = ['nobody', ...(Object.keys(roles) as Role[])] as const;

describe.each(['filter', 'reject'] as const)('%s', (accessMode) => {
  let together: Stack;
  let split: Stack;
  beforeAll(async () => {
    [together, split] = await Promise.all([startStack({ accessMode }), startStack({ accessMode, split: true })]);
  });
  afterAll(() => Promise.all([together?.stop(), split?.stop()]));

  test.each(callers)('%s is answered and refused alike in one process and split, byte for byte', async (caller) => {
    const refused = new Set<boolean>();
    for (const { file, text } of operations) {
      const [variables] = await variablesOf(file, databasesOf(together));
      const askAs = async (stack: Stack) =>
        stack.askText(text, variables, { token: caller === 'nobody' ? null : await stack.tokenOf(caller) });
      const answer = await askAs(together);
      expect(await askAs(split), file).toBe(answer);
      const { errors = [] } = JSON.parse(answer) as { errors?: { extensions: { code: string } }[] };
      expect(errors.filter(({ extensions }) => extensions.code !== 'UNAUTHORIZED_FIELD_OR_TYPE')).toEqual([]);
      refused.add(errors.length > 0);
    }
    // Each of them is refused something, and something is answered to each.
    expect(refused).toEqual(new Set([true, false]));
  });

  test('a subgraph of which nothing may be seen is not asked', async () => {
    for (const stack of [together, split]) {
      stack.statements.length = 0;
      const { data, errors } = await stack.ask(
        '{ officials { totalCount nodes { fullName } } workers { totalCount } administrativeUnit(code: "79") { name } }',
        {},
        { token: null },
      );
      expect(errors).toHaveLength(2);
      expect(data?.administrativeUnit ?? null).toEqual(accessMode === 'filter' ? { name: 'Hồ Chí Minh' } : null);
      const asked = new Set(stack.statements.map(({ subgraph }) => subgraph));
      expect(asked).toEqual(new Set(accessMode === 'filter' ? ['administrative-units'] : []));
    }
  });
});
