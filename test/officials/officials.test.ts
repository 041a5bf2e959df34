import { afterAll, beforeAll, expect, test } from 'vitest';
import { formerHaNoiWard, haNoi, hoChiMinhCity, saiGon } from './small-staff.ts';
import { startSmallStaff } from './small-staff-running.ts';

let staff: Awaited<ReturnType<typeof startSmallStaff>>;
beforeAll(async () => {
  staff = await startSmallStaff();
});
afterAll(() => staff?.stop());

const list = `query ($filter: OfficialFilter, $first: Int, $orderBy: OfficialOrder) {
  officials(filter: $filter, first: $first, orderBy: $orderBy) { totalCount nodes { fullName } }
}`;

/** The last words of the names found, in the default order. */
async function find(filter: object): Promise<string[]> {
  const { data, errors } = await staff.ask(list, { filter, first: 200 });
  expect(errors).toBeUndefined();
  const names: string[] = data.officials.nodes.map(({ fullName }: { fullName: string }) => fullName.split(' ').at(-1));
  expect(data.officials.totalCount).toBe(names.length);
  return names;
}

test('names are ordered by the Vietnamese alphabet: D before Đ, H before L', async () => {
  expect(await find({})).toEqual(['Hải', 'Hải', 'Dũng', 'Giang', 'Bình', 'An', 'Đức', 'Hoà', 'Én']);
});

test.each<[object, string[]]>([
  [{ category: ['CAN_BO', 'VIEN_CHUC'] }, ['An', 'Đức']],
  [{ status: ['RETIRED', 'DECEASED'] }, ['Giang', 'Én']],
  [{ sex: 'FEMALE' }, ['Hoà']],
  [{ agencyCode: 'H26' }, ['Hải']],
  [{ underAgencyCode: 'H26' }, ['Hải', 'Dũng', 'Đức']],
  [{ unitIds: [formerHaNoiWard] }, ['Dũng']],
  [{ unitIds: [formerHaNoiWard, haNoi] }, ['Hải', 'Dũng', 'Đức']],
  [{ unitIds: [] }, []],
  [{ unitIds: [saiGon], category: ['CAN_BO'] }, ['An']],
  // A province takes in its units, former ones too; a unit in two conditions must meet both.
  [{ provinceIds: [haNoi] }, ['Hải', 'Dũng', 'Đức']],
  [{ provinceIds: [haNoi], unitIds: [formerHaNoiWard, saiGon] }, ['Dũng']],
  [{ provinceIds: [hoChiMinhCity, haNoi], category: ['CAN_BO', 'VIEN_CHUC'] }, ['An', 'Đức']],
  [{ provinceIds: [] }, []],
  [{ formerUnits: true }, ['Dũng']],
  [{ unitValidFrom: '2025-07-01' }, ['Hải', 'Bình', 'An', 'Hoà', 'Én']],
  [{ inCommune: false }, ['Hải', 'Giang', 'Đức']],
  [{ rankCode: ['V.07.04.32'] }, ['Đức']],
  [{ positionGroup: ['MANAGEMENT'] }, ['An']],
  [{ name: 'hoà' }, ['Bình', 'Hoà']],
  [{ name: 'LE HOA' }, ['Bình']],
  [{ citizenMatch: 'NOT_MATCHED' }, ['Bình']],
  // The day begins in Việt Nam: 16:59:59Z is the last second of 31 December there.
  [{ updatedBefore: '2026-01-01' }, ['Hải']],
  [{ updatedFrom: '2026-01-01', agencyCode: 'H26.01' }, ['Đức']],
  // Women reach 57 years 4 months in 2027, those born in May 1970 in September: retired from 1 October (Decree 135/2020).
  [{ retiringFrom: '2027-10-01', retiringBefore: '2027-10-02' }, ['Hoà']],
  [{ retiringBefore: '2027-10-01' }, []],
  [{ coefficientDiffers: true }, ['Bình']],
  [{ hasDiscipline: true }, ['Hoà']],
  [{ rated: { grade: ['EXCELLENT'], year: 2025 } }, ['Bình', 'Hoà']],
  [{ rated: { grade: ['EXCELLENT'], disciplinedThatYear: true } }, ['Hoà']],
  [{ rated: { grade: ['EXCELLENT'], year: 2024 } }, []],
  [{ paidAfterLeaving: true }, ['Giang']],
  [{ recordedTwice: true }, ['Hải', 'Hải']],
])('filter %j', async (filter, expected) => {
  expect(await find(filter)).toEqual(expected);
});

test.each(['formerUnits', 'inCommune', 'coefficientDiffers', 'hasDiscipline', 'paidAfterLeaving', 'recordedTwice'])(
  '%s true and false make up all',
  async (name) => {
    const [yes, no, all] = await Promise.all([find({ [name]: true }), find({ [name]: false }), find({})]);
    expect([...yes, ...no].sort()).toEqual(all.sort());
  },
);

test.each([
  [{ name: '%' }, 'filter.name'],
  [{ unitIds: Array(1001).fill(haNoi) }, 'filter.unitIds'],
  [{ unitIds: ['26740'] }, 'filter.unitIds[0]'],
  [{ provinceIds: [haNoi, saiGon] }, 'filter.provinceIds[1]'],
  [{ rated: { grade: ['GOOD'], year: 40000 } }, 'filter.rated.year'],
  [{ rankCode: ['01.003', '01.3'] }, 'filter.rankCode[1]'],
  [{ underAgencyCode: "H26' or true" }, 'filter.underAgencyCode'],
  [{ updatedBefore: '2026-02-30' }, 'filter.updatedBefore'],
])('a filter that cannot be searched for is BAD_USER_INPUT (%#)', async (filter, argument) => {
  const { data, errors } = await staff.ask(list, { filter });
  expect(data.officials).toBeNull();
  expect(errors).toMatchObject([{ path: ['officials'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors?.[0]?.message).toContain(argument);
});

test('statistics add up to the list', async () => {
  const { data } = await staff.ask(`{ officialStatistics(groupBy: [OWNER, STATUS], staleBefore: "2026-01-01") {
    owner { id } status category count matchedCount staleCount meanCoefficient } }`);
  const group = (owner: string, status: string, count: number, matched: number, stale: number, mean: number) => ({
    owner: { id: owner },
    status,
    category: null,
    count,
    matchedCount: matched,
    staleCount: stale,
    meanCoefficient: mean,
  });
  expect(data.officialStatistics).toEqual([
    // 3.0825 by hand, to 3 decimals.
    group('H29', 'ACTIVE', 4, 3, 1, 3.083),
    group('H26', 'ACTIVE', 2, 2, 0, 4.155),
    group('G09', 'DECEASED', 1, 1, 0, 3),
    group('H26', 'SECONDED', 1, 1, 0, 3),
    group('H29', 'RETIRED', 1, 1, 0, 3),
  ]);
});

test('statistics by place, and of all in one row', async () => {
  const { data } = await staff.ask(`{
    provinces: officialStatistics(groupBy: [PROVINCE]) { province { id } unit { id } count }
    units: officialStatistics(groupBy: [PROVINCE, UNIT], filter: { provinceIds: ["01@start"] }) { province { id } unit { id } count }
    all: officialStatistics(groupBy: []) { province { id } count }
    none: officialStatistics(groupBy: [], filter: { unitIds: [] }) { count meanCoefficient }
  }`);
  const place = (province: string | null, unit: string | null, count: number) => ({
    province: province && { id: province },
    unit: unit && { id: unit },
    count,
  });
  expect(data.provinces).toEqual([place(hoChiMinhCity, null, 5), place(haNoi, null, 3), place(null, null, 1)]);
  expect(data.units).toEqual([place(haNoi, haNoi, 2), place(haNoi, formerHaNoiWard, 1)]);
  expect(data.all).toEqual([{ province: null, count: 9 }]);
  expect(data.none).toEqual([{ count: 0, meanCoefficient: null }]);
});

test('the codes that filters take are listed', async () => {
  const { data } = await staff.ask('{ ranks { code name class steps } jobPositions { code group } }');
  // Decree 204/2004/NĐ-CP, table 2.
  expect(data.ranks[2]).toEqual({ code: '01.003', name: 'Chuyên viên', class: 'A1', steps: 9 });
  expect(data.jobPositions).toEqual([
    { code: 'CM1', group: 'PROFESSIONAL' },
    { code: 'LD1', group: 'MANAGEMENT' },
  ]);
  expect(await find({ rankCode: data.ranks.map(({ code }: { code: string }) => code) })).toHaveLength(9);
});

test('a decision of before the decree on synchronisation had no day to be synchronised by', async () => {
  const { data } = await staff.ask(
    '{ officials(filter: { rated: { grade: [EXCELLENT] } }) { nodes { lastDecisionOn updateDueOn } } }',
  );
  expect(data.officials.nodes).toEqual([
    // In force since 1 July 2026, a Wednesday: 3 working days later is Monday (Decree 27/2026/NĐ-CP).
    { lastDecisionOn: '2026-07-01', updateDueOn: '2026-07-06' },
    { lastDecisionOn: '2026-04-29', updateDueOn: null },
  ]);
});

test('a person recorded twice is one person with two records, and holds one post', async () => {
  const query = `query ($number: PersonalNumber!, $representations: [_Any!]!) {
    personByNumber(number: $number) { official { agency { id } } officials { agency { id } } }
    _entities(representations: $representations) {
      ... on AdministrativeUnit { officialCount headcount payrollQuota(year: 2026) }
      ... on Agency { officialCount headcount payrollQuota(year: 2026) payrollQuotas { year posts civilServantPosts publicEmployeePosts } }
    }
  }`;
  const representations = [
    { __typename: 'AdministrativeUnit', id: haNoi },
    { __typename: 'AdministrativeUnit', id: saiGon },
    { __typename: 'AdministrativeUnit', id: formerHaNoiWard },
    { __typename: 'AdministrativeUnit', id: hoChiMinhCity },
    { __typename: 'Agency', id: 'H26.01' },
  ];
  const { data } = await staff.ask(query, { number: '001090000007', representations });
  // The record updated last comes first.
  expect(data.personByNumber).toEqual({
    official: { agency: { id: 'H26' } },
    officials: [{ agency: { id: 'H26' } }, { agency: { id: 'H29.101' } }],
  });
  expect(data._entities).toEqual([
    // A province with all under it: two of its own and one of the ward, 38 + 50 + 9 posts.
    { officialCount: 3, headcount: 3, payrollQuota: 97 },
    { officialCount: 5, headcount: 4, payrollQuota: null },
    { officialCount: 1, headcount: 1, payrollQuota: 9 },
    { officialCount: 5, headcount: 4, payrollQuota: null },
    {
      officialCount: 1,
      headcount: 1,
      payrollQuota: 38,
      payrollQuotas: [
        { year: 2026, posts: 38, civilServantPosts: 36, publicEmployeePosts: 2 },
        { year: 2025, posts: 40, civilServantPosts: 38, publicEmployeePosts: 2 },
      ],
    },
  ]);
});

test('the ratings of an agency by year, with the number of excellents that its goods allow', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Agency { ratingSummaries { year rated excellent good completed notCompleted excellentLimit } } } }`;
  const representations = ['H29.101', 'H26.02'].map((id) => ({ __typename: 'Agency', id }));
  const { data } = await staff.ask(query, { representations });
  // Of five officials two are rated excellent and three good; 20 % of three is less than one (Decree 335/2025).
  const summary = { year: 2025, rated: 5, excellent: 2, good: 3, completed: 0, notCompleted: 0, excellentLimit: 0 };
  expect(data._entities).toEqual([{ ratingSummaries: [summary] }, { ratingSummaries: [] }]);
});

test('the list under a province takes in all under it', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on AdministrativeUnit { officials { totalCount nodes { unit { id } } } } } }`;
  const representations = [haNoi, formerHaNoiWard].map((id) => ({ __typename: 'AdministrativeUnit', id }));
  const { data } = await staff.ask(query, { representations });
  const list = (...units: string[]) => ({
    officials: { totalCount: units.length, nodes: units.map((id) => ({ unit: { id } })) },
  });
  expect(data._entities).toEqual([list(haNoi, formerHaNoiWard, haNoi), list(formerHaNoiWard)]);
});

test('a year that cannot be is BAD_USER_INPUT', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Agency { officialCount payrollQuota(year: 26) } } }`;
  const { data, errors } = await staff.ask(query, { representations: [{ __typename: 'Agency', id: 'H26.01' }] });
  expect(data._entities).toEqual([{ officialCount: 1, payrollQuota: null }]);
  expect(errors).toMatchObject([{ path: ['_entities', 0, 'payrollQuota'], extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('one statement a level, for one unit and for many', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on AdministrativeUnit { headcount payrollQuota officials(first: 5) { nodes { jobPosition { name } salarySteps { step } person { officials { id } } } } } } }`;
  const count = async (ids: string[]) => {
    staff.statements.length = 0;
    const representations = ids.map((id) => ({ __typename: 'AdministrativeUnit', id }));
    expect((await staff.ask(query, { representations })).errors).toBeUndefined();
    return staff.statements.length;
  };
  const others = (digits: number) =>
    Array.from({ length: 48 }, (_, at) => `${String(at + 20).padStart(digits, '0')}@start`);
  expect(await count([saiGon])).toBe(6);
  expect(await count([saiGon, formerHaNoiWard, ...others(5)])).toBe(6);
  expect(await count([haNoi])).toBe(6);
  expect(await count([haNoi, hoChiMinhCity, ...others(2)])).toBe(6);
});

test('pay of several months is read in one statement, each by the step in force', async () => {
  const months = ['2024-12', '2025-07', '2026-01', '2026-10'];
  const fields = months.map((month, at) => `m${at}: monthlyPay(month: "${month}") { month coefficient }`).join(' ');
  const steps = 'salarySteps { coefficient effectiveFrom effectiveTo }';
  staff.statements.length = 0;
  const { data } = await staff.ask(`{ officials(first: 50) { nodes { hiredOn leftOn ${fields} ${steps} } } }`);
  // The officials, the steps of those months, and all steps.
  expect(staff.statements).toHaveLength(3);
  let found = 0;
  for (const { hiredOn, leftOn, salarySteps, ...pay } of data.officials.nodes)
    for (const [at, month] of months.entries()) {
      const day = `${month}-01`;
      const isWithin = (from: string, to: string | null) => from <= day && (to === null || day < to);
      const step = isWithin(hiredOn, leftOn)
        ? salarySteps.find((one: Record<string, string>) =>
            isWithin(one.effectiveFrom as string, one.effectiveTo ?? null),
          )
        : undefined;
      expect(pay[`m${at}`]).toEqual(step ? { month, coefficient: step.coefficient } : null);
      if (step) found += 1;
    }
  expect(found).toBeGreaterThan(4);
});

test('every well-formed person id is answered alike, known or not', async () => {
  const { data, errors } =
    await staff.ask(`{ none: person(id: "00000000-0000-8000-8000-000000000000") { id official { id } officials { id } }
    malformed: person(id: "001090000007") { id } official(id: "00000000-0000-8000-8000-000000000000") { id } }`);
  expect(data).toEqual({
    none: { id: '00000000-0000-8000-8000-000000000000', official: null, officials: [] },
    malformed: null,
    official: null,
  });
  expect(errors).toMatchObject([{ path: ['malformed'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(JSON.stringify(errors)).not.toContain('001090000007');
});
