import { execute, GraphQLError, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createContractExecutor } from '../../gateway/contracts/contract-executor.ts';
import { api, askContract, contract, rootValue } from './made-contract.ts';

test('an error in words that name what is hidden is told without them', async () => {
  const { errors } = await askContract('{ fails }');
  expect(errors).toEqual([
    {
      message: 'What went wrong cannot be told in the words of this contract.',
      path: ['fails'],
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test("so are an error's extensions, and what the answer says beside its data", async () => {
  const notes = {
    message: 'Cannot return null for non-nullable field Secret.id.',
    path: ['deep', 'union', 'id'],
    extensions: { code: 'INVALID_GRAPHQL', type: 'Secret' },
  };
  const telling = createContractExecutor({
    contract,
    api,
    execute: (async () => ({
      data: { deep: { union: { __typename: 'Secret' }, other: 1 }, many: ['SECRET', 'OPEN'], fails: null },
      errors: [
        new GraphQLError('It failed.', {
          path: ['fails'],
          extensions: {
            code: 'SUBGRAPH_ERROR',
            serviceName: 'secretChange',
            http: { status: 200 },
            missing: { scopes: [['a', 'b']] },
            legalBasis: [{ title: 'A law' }],
            detail: { values: [['a'], ['SECRET', 'b']], secretFilter: 1, strict: 'Secret' },
            stack: ['at Secret.id', 'at Open.id'],
          },
        }),
      ],
      extensions: {
        valueCompletion: [notes, { ...notes, path: ['fails'] }, { message: 'Fine.', path: ['fails'] }],
        plan: { at: 'Query.secretChange', steps: 2 },
      },
    })) as never,
  });
  const document = parse('{ deep { union { ... on Open { id } } other } many fails }');
  const request = { document, operation: getOperationAST(document), queryHash: 'hash', request: {}, context: {} };
  const answer = JSON.parse(JSON.stringify(await telling(request as never)));
  expect(JSON.stringify(answer)).not.toMatch(/secret/i);
  expect(answer.errors[0]).toEqual({
    message: 'It failed.',
    path: ['fails'],
    extensions: {
      code: 'SUBGRAPH_ERROR',
      http: { status: 200 },
      missing: { scopes: [['a', 'b']] },
      legalBasis: [{ title: 'A law' }],
      detail: { values: [['a'], ['b']] },
      stack: ['at Open.id'],
    },
  });
  expect(answer.extensions).toEqual({
    valueCompletion: [
      {
        message: 'What went wrong cannot be told in the words of this contract.',
        path: ['fails'],
        extensions: { code: 'INVALID_GRAPHQL' },
      },
      { message: 'Fine.', path: ['fails'], extensions: {} },
    ],
    plan: { steps: 2 },
  });
});

test('of many hidden values a thousand are told one by one', async () => {
  const many = { ...rootValue, many: Array.from({ length: 1_500 }, () => 'SECRET') };
  const told = createContractExecutor({
    contract,
    api,
    execute: (async ({ document }: { document: ReturnType<typeof parse> }) =>
      execute({ schema: api, document, rootValue: many })) as never,
  });
  const document = parse('{ many }');
  const request = { document, operation: getOperationAST(document), queryHash: 'hash', request: {}, context: {} };
  const { data, errors = [] } = await told(request as never);
  expect(data).toEqual({ many: null });
  expect(errors).toHaveLength(1_001);
  expect(errors.at(-1)?.message).toBe('500 more places of the answer hold such values.');
});
