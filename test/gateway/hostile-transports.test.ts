import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOf as hashOfDocument } from '../../schema/manifests/manifest.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { createPartners } from './documents-partners.ts';
import { persisted, send } from './documents-requests.ts';
import { documents, type Hostile } from './hostile-documents.ts';

// CVE-2026-30241: a limit that holds on one transport and not on another. Each document that means harm is sent in every way in
// which one can be: in the request, or by its hash or id after it was remembered or trusted.

const textOf = ({ body }: Hostile) => JSON.parse(String(body)) as { query: string; variables?: object };

/** Those that a manifest can hold, each with the name that it asks for: one query that is GraphQL. */
const trusted = documents.flatMap((hostile, index) => {
  const name = `Hostile${index}`;
  const body = textOf(hostile).query.replace(/^(query )?(?=[{(])/, `query ${name} `);
  try {
    const operations = parse(body, { noLocation: true }).definitions.filter(
      (node) => node.kind === Kind.OPERATION_DEFINITION,
    );
    return operations.length === 1 && operations[0]?.name?.value === name ? [{ hostile, name, body }] : [];
  } catch {
    return [];
  }
});

/** The client of the tokens below, whose operator has put everything into its manifest. */
const client = 'careless';

let stack: Stack;
let token: string;
let partners: Awaited<ReturnType<typeof createPartners>>;
beforeAll(async () => {
  partners = await createPartners();
  // Not by makeManifest, which would refuse most of them.
  const operations = trusted.map(({ name, body }) => ({ id: hashOfDocument(body), name, type: 'query', body }));
  partners.write(client, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  stack = await startStack({ documents: { folder: partners.folder, safelist: 'log' } });
  token = await stack.tokenOf('data-steward', { azp: client });
});
afterAll(async () => {
  await stack?.stop();
  await partners?.stop();
});

/** Whether our server takes it as an address, with the other headers beside it. */
const fitsAddress = (parameters: Record<string, string>) => `${new URLSearchParams(parameters)}`.length < 120_000;

type Sent = Parameters<typeof send>[2];

async function isRefused(hostile: Hostile, method: 'GET' | 'POST', parameters: Sent): Promise<void> {
  const before = stack.statements.length;
  const { code, data, status } = await send(stack, method, parameters, token);
  // By GET nothing but a query is read further.
  const isOther = method === 'GET' && textOf(hostile).query.startsWith('subscription');
  expect(code).toMatch(isOther ? /^BAD_REQUEST$/ : hostile.code);
  expect(data ?? null).toBeNull();
  expect([200, 400, ...(isOther ? [405] : [])]).toContain(status);
  expect(stack.statements.length).toBe(before);
}

describe.each(documents)('$name', (hostile) => {
  const { query, variables } = textOf(hostile);
  const rest = { ...(variables && { variables }) };
  const extensions = persisted(query);

  test('in a request by GET', async () => {
    if (fitsAddress({ query })) await isRefused(hostile, 'GET', { query, ...rest });
    else
      expect((await fetch(`${stack.url}?query=${encodeURIComponent(query)}${' '.repeat(100_000)}x`)).status).toBe(431);
  });
  test('as a persisted query: refused as it is registered, and never remembered', async () => {
    for (const method of ['POST', 'GET'] as const) {
      if (method === 'POST' || fitsAddress({ query, extensions: JSON.stringify(extensions) }))
        await isRefused(hostile, method, { query, extensions, ...rest });
    }
    for (const method of ['POST', 'GET'] as const) {
      const { code, data } = await send(stack, method, { extensions, ...rest });
      expect([code, data ?? null]).toEqual(['PERSISTED_QUERY_NOT_FOUND', null]);
    }
  });
});

describe('trusted documents, by their ids', () => {
  test('hold most of them', () => expect(trusted.length).toBeGreaterThan(25));
  test.each(trusted)('$hostile.name', async ({ hostile, body }) => {
    const documentId = `sha256:${hashOfDocument(body)}`;
    const { variables } = textOf(hostile);
    for (const method of ['POST', 'GET'] as const)
      await isRefused(hostile, method, { documentId, ...(variables && { variables }) });
  });
});

test('after all of it a question is answered, and nothing has failed', async () => {
  expect((await stack.ask('{ administrativeUnit(code: "79") { name } }')).errors).toBeUndefined();
  expect(stack.failures).toEqual([]);
});
