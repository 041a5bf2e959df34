import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maskError } from '../../gateway/mask-error.ts';
import { contracts } from '../../schema/contracts.ts';
import { findingRow, type Quality, recordOf, startQuality } from '../data-quality/made-findings.ts';
import { attacks, hiddenNames, hiddenParts } from './hidden-parts.ts';
import { sendTo, ways } from './ways.ts';

const read = (path: string) => buildSchema(readFileSync(path, 'utf8'));
const api = read('schema/api.graphql');

// All that is asked of it in one file, above 200 lines: another would start a stack and fill a database once more.
let quality: Quality;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  quality = await startQuality('quality_contracts');
  for (const { name } of contracts)
    tokens[name] = await quality.stack.tokenOf('auditor', { contract: name, purpose: 'AUDIT' });
});
afterAll(() => quality?.stop());

const callerOf = (contract: string) => ({ url: quality.stack.url, contract, token: tokens[contract] as string });

/** A name as it was never used. */
const oneLetterLess = (name: string) => name.slice(0, -1);

describe.each(contracts.map(({ name }) => name))('%s', (name) => {
  const schema = read(`schema/contracts/${name}.graphql`);
  const hidden = hiddenParts(api, schema);
  const names = hiddenNames(api, schema);

  test('hides something of most kinds', () => {
    expect(names.length).toBeGreaterThan(100);
    expect(hidden.types.length).toBeGreaterThan(20);
    expect(hidden.fields.length).toBeGreaterThan(20);
    expect(hidden.inputTypes.length).toBeGreaterThan(20);
  });

  test.each(ways)('by %s it tells of itself what is committed', async (_, send) => {
    const { data, text } = await send(callerOf(name), getIntrospectionQuery());
    const told = printSchema(lexicographicSortSchema(buildClientSchema(data)));
    expect(told).toBe(printSchema(lexicographicSortSchema(schema)));
    expect(names.filter((hiddenName) => text.includes(`"${hiddenName}"`))).toEqual([]);
  });

  test.each(ways)('by %s no hidden type is told by its name, beside data or without', async (_, send) => {
    const all = [...hidden.types, ...hidden.inputTypes];
    const asked = all.map((type, at) => `t${at}: __type(name: "${type}") { name }`).join(' ');
    for (const query of [`{ ${asked} }`, `{ ${asked} administrativeUnit(code: "79") { name } }`]) {
      const { data, errors } = await send(callerOf(name), query);
      expect(errors).toBeUndefined();
      expect(Object.entries(data).filter(([key, value]) => key !== 'administrativeUnit' && value !== null)).toEqual([]);
    }
  });

  test.each(ways)('by %s what is hidden is answered as what never was', async (_, send) => {
    const before = quality.stack.statements.length;
    for (const spell of [(given: string) => given, oneLetterLess])
      for (const query of attacks(hidden, spell)) {
        const { data, status, messages, text } = await send(callerOf(name), query);
        const expected = validate(schema, parse(query)).map((error) => maskError(error).message);
        expect({ data, status, messages }).toEqual({ data: undefined, status: 400, messages: expected.sort() });
        if (spell === oneLetterLess)
          expect(names.filter((one) => new RegExp(`\\b${one}\\b`).test(text) && !query.includes(one))).toEqual([]);
      }
    expect(quality.stack.statements.length).toBe(before);
  });

  test.each(ways)('by %s no mutation is executed', async (way, send) => {
    const before = quality.stack.statements.length;
    for (const query of [
      'mutation { waiveFinding(id: "1", reason: "none") { id } }',
      'mutation ($no: Int) { waiveFinding }',
      'query A { __typename } mutation B { waiveFinding }',
    ]) {
      const { data, status, messages } = await send(callerOf(name), query);
      expect({ way, data, status }).toEqual({ way, data: undefined, status: 400 });
      expect(messages).toContain('Expected a query: this contract holds no mutation.');
    }
    expect(quality.stack.statements.length).toBe(before);
  });
});

test('the same attacks find what is there where nothing is hidden, so they can fail', async () => {
  const insurance = read('schema/contracts/partner-insurance.graphql');
  const [first = ''] = attacks(hiddenParts(api, insurance), (name) => name);
  const { messages } = await (ways[0] as (typeof ways)[0])[1](
    { ...callerOf(''), token: quality.stack.everything },
    first,
  );
  expect(messages).not.toEqual(
    validate(insurance, parse(first))
      .map(({ message }) => message)
      .sort(),
  );
  const { messages: near } = await (ways[0] as (typeof ways)[0])[1](
    { ...callerOf(''), token: quality.stack.everything },
    '{ official }',
  );
  expect(near.join()).toContain('Official');
});

describe('variables', () => {
  const cases: [string, string, object, object][] = [
    [
      'partner-insurance',
      'query ($f: InsuredPersonFilter) { insuredPersons(filter: $f, first: 1) { totalCount } }',
      { f: { inPoorHousehold: true } },
      { f: { neverWasThere: true } },
    ],
    [
      'partner-locality',
      'query ($f: FindingFilter) { findings(filter: $f, first: 1) { totalCount } }',
      { f: { entity: ['OFFICIAL'] } },
      { f: { entity: ['NEVER_WAS'] } },
    ],
    [
      'public',
      'query ($f: OfficialFilter, $g: [OfficialGroup!]!) { officialStatistics(groupBy: $g, filter: $f) { __typename } }',
      { g: [], f: { name: 'A' } },
      { g: [], f: { neverWas: 'A' } },
    ],
  ];
  for (const [way, send] of ways)
    test.each(cases)(`by ${way}, %s reads them as its schema does`, async (name, query, variables, never) => {
      const before = quality.stack.statements.length;
      const hidden = await send(callerOf(name), query, variables);
      const made = await send(callerOf(name), query, never);
      expect({ ...hidden, text: '' }).toEqual({ ...made, text: '' });
      expect({ status: hidden.status, codes: hidden.codes }).toEqual({ status: 400, codes: ['BAD_USER_INPUT'] });
      expect(quality.stack.statements.length).toBe(before);
    });
});

describe('records of a kind that a contract does not hold', () => {
  const rules = ['official-coefficient', 'worker-number', 'official-coefficient', 'worker-number'];
  let made: ReturnType<typeof findingRow>[];
  beforeAll(async () => {
    const [official, worker] = await Promise.all([
      recordOf('officials', 'officials', 'true'),
      recordOf('labor-employment', 'workers', 'true'),
    ]);
    // Of one person, so that both kinds stand beside each other there too.
    made = await quality.addFindings(
      rules.map((rule, at) =>
        findingRow({
          rule,
          ...(rule === 'worker-number' ? worker : official),
          person_id: worker.person_id,
          part: String(at),
          firstSeen: `2026-10-0${at + 1}T00:00:00Z`,
        }),
      ),
    );
  });
  const idsOf = (rule: string) => made.filter(({ rule_id }) => rule_id === rule).map(({ id }) => id);
  const locality = () => callerOf('partner-locality');
  const told = `id state database entity rule { id database databases subject } record { __typename ... on Worker { id } }`;

  test.each(ways)('by %s they are not in a list, not counted, and blank no page of it', async (_, send) => {
    const query = `query ($after: String) { findings(first: 1, after: $after) {
      totalCount pageInfo { endCursor hasNextPage hasPreviousPage } nodes { ${told} } edges { node { entity } }
    } }`;
    const seen: string[] = [];
    let page = { endCursor: null, hasNextPage: true };
    while (page.hasNextPage) {
      const { data, errors, text } = await send(locality(), query, { after: page.endCursor });
      expect(errors).toBeUndefined();
      expect(data.findings.totalCount).toBe(2);
      expect(data.findings.nodes).toHaveLength(1);
      expect(text).not.toMatch(/official/i);
      seen.push(data.findings.nodes[0].id);
      page = data.findings.pageInfo;
    }
    expect(seen.sort()).toEqual(idsOf('worker-number').sort());
  });

  test.each(ways)('by %s they are not of a person or a rule, nor found by their id', async (_, send) => {
    const worker = made.find(({ rule_id }) => rule_id === 'worker-number')?.record_id;
    const [hidden] = idsOf('official-coefficient');
    const query = `query ($worker: ID!, $hidden: ID!) {
      worker(id: $worker) { findings { ${told} } person { findings { ${told} } } }
      one: finding(id: $hidden) { ${told} }
      ofRule: findings(filter: { ruleIds: ["official-coefficient"] }) { totalCount nodes { ${told} } }
    }`;
    const { data, errors, text } = await send(locality(), query, { worker, hidden });
    expect(errors).toBeUndefined();
    expect(data.worker.findings).toHaveLength(2);
    expect(data.worker.person.findings).toHaveLength(2);
    expect(data.one).toBeNull();
    expect(data.ofRule).toEqual({ totalCount: 0, nodes: [] });
    expect(text).not.toMatch(/official/i);
  });

  test('without the contract the same caller is told of them, so these can fail', async () => {
    const token = await quality.stack.tokenOf('auditor', { purpose: 'AUDIT' });
    const { data } = await quality.stack.ask('{ findings { totalCount nodes { entity } } }', {}, { token });
    expect(data.findings.totalCount).toBe(4);
    expect(JSON.stringify(data)).toContain('"OFFICIAL"');
  });

  test('a token that is bound to no contract has them at its path no more than a partner', async () => {
    const token = await quality.stack.tokenOf('auditor', { purpose: 'AUDIT' });
    const { data } = await sendTo(
      `${quality.stack.url}/partner-locality`,
      { query: '{ findings { totalCount } }' },
      token,
    );
    expect(data).toEqual({ findings: { totalCount: 2 } });
  });
});
