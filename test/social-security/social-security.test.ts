import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agency, formerHaNoiWard, garments, hoChiMinhCity, saiGon } from './small-records.ts';
import { startSmallRecords } from './small-records-running.ts';

let records: Awaited<ReturnType<typeof startSmallRecords>>;
beforeAll(async () => {
  records = await startSmallRecords();
});
afterAll(() => records?.stop());

/** The given names found by a filter, in the default order. */
async function find(list: string, input: string, filter: object): Promise<string[]> {
  const { data, errors } = await records.ask(
    `query ($filter: ${input}) { ${list}(filter: $filter, first: 200) { totalCount nodes { fullName } } }`,
    { filter },
  );
  expect(errors).toBeUndefined();
  expect(data[list].totalCount).toBe(data[list].nodes.length);
  return data[list].nodes.map(({ fullName }: { fullName: string }) => fullName.split(' ').at(-1));
}

describe('insured persons', () => {
  test.each<[object, string[]]>([
    [{}, ['Khoa', 'An', 'Giang', 'Bình', 'Bình', 'Chi']],
    [{ scheme: ['VOLUNTARY'] }, ['Chi']],
    [{ category: ['CIVIL_SERVANT', 'PENSIONER'] }, ['An', 'Giang']],
    [{ status: ['PAUSED'] }, ['Bình']],
    [{ unitIds: [formerHaNoiWard] }, ['Khoa']],
    [{ unitIds: [hoChiMinhCity] }, []],
    [{ provinceIds: [hoChiMinhCity] }, ['An', 'Giang', 'Bình', 'Bình', 'Chi']],
    [{ provinceIds: ['01@start'] }, ['Khoa']],
    [{ provinceIds: ['01@start', hoChiMinhCity], unitIds: [saiGon], name: 'chi' }, ['Chi']],
    [{ unitIds: [] }, []],
    [{ agencyCodes: [agency] }, ['An', 'Giang']],
    [{ employerTaxCodes: [garments] }, ['Khoa', 'Bình', 'Bình']],
    [{ name: 'TRAN binh' }, ['Bình', 'Bình']],
    [{ insuranceNumber: '7911111111' }, ['Bình']],
    [{ bornFrom: '1990-01-02', bornBefore: '1990-01-04' }, ['Bình', 'Bình', 'Chi']],
    [{ contributedSince: '2026-10' }, ['An', 'Bình', 'Chi']],
    [{ notContributedSince: '2026-07' }, ['Khoa', 'Giang']],
    [{ insuredBaseFrom: 9_000_000, insuredBaseBelow: 12_000_000 }, ['Khoa', 'Bình', 'Bình']],
    [{ updatedBefore: '2026-10-31' }, ['Khoa']],
    [{ receivesPension: true }, ['Giang']],
    [{ duplicated: true }, ['Bình', 'Bình']],
    [{ duplicated: false, receivesPension: false }, ['Khoa', 'An', 'Chi']],
  ])('%o finds %o', async (filter, names) => {
    expect(await find('insuredPersons', 'InsuredPersonFilter', filter)).toEqual(names);
  });

  test('months are the last 12 recorded, latest first, or those of a range', async () => {
    const { data, statements } = await records.ask(`{ insuredPersons { nodes {
      fullName contributions { month } since: contributions(from: "2026-05") { month } until: contributions(to: "2026-01") { month }
    } } }`);
    const [khoa, an] = data.insuredPersons.nodes;
    expect(khoa.contributions).toHaveLength(8);
    expect(khoa.since).toEqual([{ month: '2026-06' }, { month: '2026-05' }]);
    expect(an.contributions).toHaveLength(12);
    expect(an.contributions[0]).toEqual({ month: '2026-10' });
    expect(an.until).toEqual([{ month: '2026-01' }, { month: '2025-12' }, { month: '2025-11' }]);
    expect(statements).toBe(4);
  });

  test('an old insurance number leads to its record; who joined later never had one', async () => {
    const { data } = await records.ask(`{ insuredPersons(filter: { status: [PAUSED, CONTRIBUTING] }) { nodes {
      fullName insuranceNumber insuranceNumbers { insuranceNumber validFrom validTo }
    } } }`);
    const numbers = new Map(data.insuredPersons.nodes.map((node: { fullName: string }) => [node.fullName, node]));
    expect(numbers.get('Lê An')).toEqual({
      fullName: 'Lê An',
      insuranceNumber: '7900000000',
      insuranceNumbers: [{ insuranceNumber: '7900000000', validFrom: '2015-03-01', validTo: '2025-08-01' }],
    });
    expect(numbers.get('Vũ Chi')).toEqual({ fullName: 'Vũ Chi', insuranceNumber: null, insuranceNumbers: [] });
  });
});

describe('conflicts between records', () => {
  test('question 4: an unemployment benefit beside a contribution under the other record of the same person', async () => {
    const { data } = await records.ask(`{ benefits(filter: { besideContribution: true }) { nodes {
      kind firstMonth lastMonth insuredPerson { status } overlappingContributions { month employer { taxCode } }
      person { insuredPersons { insuranceNumber } insuredPerson { insuranceNumber } }
    } } }`);
    expect(data.benefits.nodes).toEqual([
      {
        kind: 'UNEMPLOYMENT',
        firstMonth: '2026-08',
        lastMonth: '2026-12',
        insuredPerson: { status: 'PAUSED' },
        overlappingContributions: [
          { month: '2026-10', employer: { taxCode: garments } },
          { month: '2026-09', employer: { taxCode: garments } },
        ],
        person: {
          insuredPersons: [{ insuranceNumber: '7911111111' }, { insuranceNumber: '7900000001' }],
          insuredPerson: { insuranceNumber: '7911111111' },
        },
      },
    ]);
  });

  test.each([
    [{ activeFrom: '2026-12' }, 1],
    [{ activeFrom: '2027-01' }, 0],
    [{ activeBefore: '2026-09' }, 2],
    [{ activeBefore: '2026-08' }, 1],
    [{ activeBefore: '2026-07' }, 0],
    [{ activeFrom: '2026-09', activeBefore: '2026-10' }, 2],
    [{ provinceIds: [hoChiMinhCity] }, 2],
    [{ unitIds: [formerHaNoiWard] }, 1],
    [{ kind: ['MATERNITY'] }, 1],
  ])('benefits %o: %d', async (filter, count) => {
    const { data } = await records.ask('query ($filter: BenefitFilter) { benefits(filter: $filter) { totalCount } }', {
      filter,
    });
    expect(data.benefits.totalCount).toBe(count);
  });

  test('question 8: a pension with contributions after it began', async () => {
    const query = 'query ($filter: PensionFilter) { pensions(filter: $filter) { nodes { startedOn ratePercent } } }';
    const found = await records.ask(query, { filter: { besideContribution: true, paid: true } });
    expect(found.data.pensions.nodes).toEqual([{ startedOn: '2026-04-01', ratePercent: 70.5 }]);
    expect((await records.ask(query, { filter: { besideContribution: false } })).data.pensions.nodes).toEqual([]);
  });

  test('question 9: aged people with neither pension nor social pension', async () => {
    const without = { receivesPension: false, receivesSocialPension: false };
    const of = (filter: object) => find('healthCards', 'HealthCardFilter', { ...without, ...filter });
    expect(await of({ bornBefore: '1951-11-01' })).toEqual(['Dũng']);
    expect(await of({ bornBefore: '1956-11-01', inPoorHousehold: true })).toEqual(['Én']);
    expect(await find('healthCards', 'HealthCardFilter', { receivesSocialPension: true })).toEqual(['Hải']);
  });

  test('question 10: the last month that an employer paid for, and for how many', async () => {
    const { data, statements } = await records.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Employer {
        lastContributionMonth now: contributingWorkers june: contributingWorkers(month: "2026-06")
      } } }`,
      { of: [garments, '0101248141'].map((taxCode) => ({ __typename: 'Employer', taxCode })) },
    );
    expect(data._entities).toEqual([
      { lastContributionMonth: '2026-10', now: 1, june: 2 },
      { lastContributionMonth: null, now: 0, june: 0 },
    ]);
    expect(statements).toBeLessThanOrEqual(3);
  });
});

test('a province counts what is recorded under it, a commune its own; one statement a count for both', async () => {
  const { data, statements } = await records.ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on AdministrativeUnit {
      insuredCount pensionerCount socialPensionerCount assistanceGrantCount meritPersonCount
      poorHouseholdCount(status: POOR) nearPoor: poorHouseholdCount(status: NEAR_POOR)
    } } }`,
    { of: [saiGon, hoChiMinhCity, formerHaNoiWard].map((id) => ({ __typename: 'AdministrativeUnit', id })) },
  );
  const here = {
    insuredCount: 5,
    pensionerCount: 1,
    socialPensionerCount: 1,
    assistanceGrantCount: 1,
    meritPersonCount: 1,
    poorHouseholdCount: 1,
    nearPoor: 0,
  };
  expect(data._entities).toEqual([
    here,
    here,
    { ...Object.fromEntries(Object.keys(here).map((key) => [key, 0])), insuredCount: 1 },
  ]);
  expect(statements).toBe(7);
});

test('a poor household tells its standard and its members, the head first', async () => {
  const { data } = await records.ask(`{ poorHouseholds(filter: { listedOn: "2026-10-31" }) { nodes {
    householdCode status memberCount standard { id validTo ruralIncome }
    members { fullName relationship person { poorHousehold { householdCode } } }
  } } }`);
  expect(data.poorHouseholds.nodes).toEqual([
    {
      householdCode: 'HN0001',
      status: 'POOR',
      memberCount: 2,
      standard: { id: '2022-2026', validTo: '2027-01-01', ruralIncome: 1_500_000 },
      members: [
        { fullName: 'Hoà Thị Én', relationship: 'HEAD', person: { poorHousehold: { householdCode: 'HN0001' } } },
        { fullName: 'Hoà Văn Út', relationship: 'OTHER', person: null },
      ],
    },
  ]);
});

test('statistics count records and different persons', async () => {
  const { data, statements } = await records.ask(`{
    insured: socialSecurityStatistics(groupBy: [SCHEME, PROVINCE], filter: { contributedSince: "2026-07" }) {
      scheme province { id } sex count personCount totalInsuredBase meanInsuredBase
    }
    benefits: benefitStatistics(groupBy: [KIND, PROVINCE]) { kind province { id } count totalMonthlyAmount totalLumpSum }
    all: benefitStatistics(groupBy: []) { kind count personCount totalMonthlyAmount meanMonthlyAmount totalLumpSum }
    none: povertyStatistics(groupBy: [], filter: { status: NEAR_POOR }) { status count memberCount }
    poverty: povertyStatistics(groupBy: [STATUS, STANDARD]) { status standard { id } count memberCount }
  }`);
  expect(data.insured).toEqual([
    // An 12 million, Bình twice 9 million.
    {
      scheme: 'COMPULSORY',
      province: { id: hoChiMinhCity },
      sex: null,
      count: 3,
      personCount: 2,
      totalInsuredBase: 30_000_000,
      meanInsuredBase: 10_000_000,
    },
    {
      scheme: 'VOLUNTARY',
      province: { id: hoChiMinhCity },
      sex: null,
      count: 1,
      personCount: 1,
      totalInsuredBase: 2_000_000,
      meanInsuredBase: 2_000_000,
    },
  ]);
  expect(data.benefits).toEqual([
    { kind: 'MATERNITY', province: { id: hoChiMinhCity }, count: 1, totalMonthlyAmount: 2_000_000, totalLumpSum: null },
    {
      kind: 'UNEMPLOYMENT',
      province: { id: hoChiMinhCity },
      count: 1,
      totalMonthlyAmount: 5_400_000,
      totalLumpSum: null,
    },
    { kind: 'LUMP_SUM', province: { id: '01@start' }, count: 1, totalMonthlyAmount: null, totalLumpSum: 90_000_000 },
  ]);
  // The lump sum is no part of the monthly amounts: (2.0 + 5.4) / 2 million.
  expect(data.all).toEqual([
    {
      kind: null,
      count: 3,
      personCount: 3,
      totalMonthlyAmount: 7_400_000,
      meanMonthlyAmount: 3_700_000,
      totalLumpSum: 90_000_000,
    },
  ]);
  expect(data.none).toEqual([{ status: null, count: 0, memberCount: 0 }]);
  expect(data.poverty).toEqual([{ status: 'POOR', standard: { id: '2022-2026' }, count: 1, memberCount: 2 }]);
  // One each, and one more for the people where they are asked for.
  expect(statements).toBe(7);
});

test('malformed input is refused at its own field', async () => {
  const { data, errors } = await records.ask(`{
    number: insuredPersons(filter: { insuranceNumber: "79" }) { totalCount }
    range: insuredPersons(first: 1) { nodes { contributions(from: "2026-05", to: "2026-04") { month } } }
    id: insuredPerson(id: "x") { id }
    name: insuredPersons(filter: { name: "%_" }) { totalCount }
    bareCode: pensions(filter: { unitIds: ["26740"] }) { totalCount }
    commune: benefits(filter: { provinceIds: ["${saiGon}"] }) { totalCount }
    group: healthCards(filter: { group: ["DN", "XX"] }) { totalCount }
    standard: poorHouseholds(filter: { standardId: "2021" }) { totalCount }
    good: povertyStandards { id }
  }`);
  expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual(
    expect.arrayContaining([
      ['number', 'BAD_USER_INPUT'],
      ['range.nodes.0.contributions', 'BAD_USER_INPUT'],
      ['id', 'BAD_USER_INPUT'],
      ['name', 'BAD_USER_INPUT'],
      ['bareCode', 'BAD_USER_INPUT'],
      ['commune', 'BAD_USER_INPUT'],
      ['group', 'BAD_USER_INPUT'],
      ['standard', 'BAD_USER_INPUT'],
    ]),
  );
  const messageOf = (field: string) => errors?.find(({ path }) => path?.[0] === field)?.message;
  expect(messageOf('standard')).toContain('2022-2026, 2027-2030');
  expect(messageOf('group')).toContain('DN, HC, HT');
  expect(data.good).toEqual([{ id: '2022-2026' }, { id: '2027-2030' }]);
});

test.each([
  ['2025-12-31', 0],
  ['2026-01-01', 8],
  ['2026-12-31', 8],
  ['2027-01-01', 0],
])('cards of 2026 are valid from its first day, and no longer on the first after: %s', async (day, count) => {
  const { data } = await records.ask(`{ healthCards(filter: { validOn: "${day}" }) { totalCount nodes { validTo } } }`);
  expect(data.healthCards.totalCount).toBe(count);
  for (const card of data.healthCards.nodes) expect(card).toEqual({ validTo: '2027-01-01' });
});

test('a lump sum is no amount of a month', async () => {
  const { data } = await records.ask(
    '{ benefits(orderBy: { field: AMOUNT, direction: DESC }) { nodes { kind monthlyAmount lumpSum residence { id } } } }',
  );
  expect(data.benefits.nodes.slice(0, 2)).toEqual([
    { kind: 'LUMP_SUM', monthlyAmount: null, lumpSum: 90_000_000, residence: { id: formerHaNoiWard } },
    { kind: 'UNEMPLOYMENT', monthlyAmount: 5_400_000, lumpSum: null, residence: { id: saiGon } },
  ]);
});

test('a record is found by the id that its list gives; an id of none is null', async () => {
  const lists = ['healthCards', 'benefits', 'pensions', 'socialPensions', 'meritPersons', 'poorHouseholds'];
  const found = await records.ask(`{ ${lists.map((list) => `${list}(first: 1) { nodes { id } }`).join(' ')} }`);
  const ids = new Map(lists.map((list) => [list, found.data[list].nodes[0].id]));
  const byId = (id: (list: string) => string) =>
    `{ ${lists.map((list) => `${list.slice(0, -1)}(id: "${id(list)}") { id }`).join(' ')} }`;
  const again = await records.ask(byId((list) => ids.get(list)));
  expect(Object.values(again.data)).toEqual([...ids.values()].map((id) => ({ id })));
  const none = await records.ask(byId(() => '00000000-0000-5000-8000-000000000000'));
  expect([...new Set(Object.values(none.data))]).toEqual([null]);
});

test('lists below units, agencies and employers take one statement for all of a kind', async () => {
  const page = 'insuredPersons(first: 2) { totalCount nodes { fullName } pageInfo { hasNextPage } }';
  const { data, statements } = await records.ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on AdministrativeUnit { ${page} poorHouseholds { nodes { householdCode } } } ... on Agency { ${page} } ... on Employer { ${page} }
    } }`,
    {
      of: [
        ...[saiGon, formerHaNoiWard, hoChiMinhCity, '01@start'].map((id) => ({ __typename: 'AdministrativeUnit', id })),
        { __typename: 'Agency', id: agency },
        { __typename: 'Employer', taxCode: garments },
      ],
    },
  );
  const list = (totalCount: number, ...fullNames: string[]) => ({
    totalCount,
    nodes: fullNames.map((fullName) => ({ fullName })),
    pageInfo: { hasNextPage: totalCount > 2 },
  });
  const poor = { nodes: [{ householdCode: 'HN0001' }] };
  const none = { nodes: [] };
  expect(data._entities).toEqual([
    { insuredPersons: list(5, 'Lê An', 'Ngô Giang'), poorHouseholds: poor },
    { insuredPersons: list(1, 'Hồ Khoa'), poorHouseholds: none },
    { insuredPersons: list(5, 'Lê An', 'Ngô Giang'), poorHouseholds: poor },
    { insuredPersons: list(1, 'Hồ Khoa'), poorHouseholds: none },
    { insuredPersons: list(2, 'Lê An', 'Ngô Giang') },
    { insuredPersons: list(3, 'Hồ Khoa', 'Trần Bình') },
  ]);
  // By commune, by province, by agency, by employer: a page and a total each, and a page of households for the first two.
  expect(statements).toBe(10);
});
