import { afterAll, beforeAll, expect, test } from 'vitest';
import { formerHaNoiWard, haNoi, saiGon } from './small-staff.ts';
import { startSmallStaff } from './small-staff-running.ts';

let staff: Awaited<ReturnType<typeof startSmallStaff>>;
beforeAll(async () => {
  staff = await startSmallStaff();
}, 60_000);
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
  [{ unitId: formerHaNoiWard }, ['Dũng']],
  [{ unitIds: [formerHaNoiWard, haNoi] }, ['Hải', 'Dũng', 'Đức']],
  [{ unitIds: [] }, []],
  [{ unitId: saiGon, category: ['CAN_BO'] }, ['An']],
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

test.each(['inCommune', 'coefficientDiffers', 'hasDiscipline', 'paidAfterLeaving', 'recordedTwice'])(
  '%s true and false make up all',
  async (name) => {
    const [yes, no, all] = await Promise.all([find({ [name]: true }), find({ [name]: false }), find({})]);
    expect([...yes, ...no].sort()).toEqual(all.sort());
  },
);

test.each([
  [{ name: '%' }, 'filter.name'],
  [{ unitIds: Array(1001).fill(haNoi) }, 'filter.unitIds'],
  [{ underAgencyCode: "H26' or true" }, 'filter.underAgencyCode'],
  [{ updatedBefore: '2026-02-30' }, 'filter.updatedBefore'],
])('a filter that cannot be searched for is BAD_USER_INPUT (%#)', async (filter, argument) => {
  const { data, errors } = await staff.ask(list, { filter });
  expect(data.officials).toBeNull();
  expect(errors).toMatchObject([{ path: ['officials'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors[0].message).toContain(argument);
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
    group('G09', 'DECEASED', 1, 1, 0, 3),
    group('H26', 'ACTIVE', 2, 2, 0, 4.155),
    group('H26', 'SECONDED', 1, 1, 0, 3),
    group('H29', 'ACTIVE', 4, 3, 1, 3.0825),
    group('H29', 'RETIRED', 1, 1, 0, 3),
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
    { __typename: 'Agency', id: 'H26.01' },
  ];
  const { data } = await staff.ask(query, { number: '001090000007', representations });
  // The record updated last comes first.
  expect(data.personByNumber).toEqual({
    official: { agency: { id: 'H26' } },
    officials: [{ agency: { id: 'H26' } }, { agency: { id: 'H29.101' } }],
  });
  expect(data._entities).toEqual([
    { officialCount: 2, headcount: 2, payrollQuota: 88 },
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

test('one statement a level, for one unit and for many', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on AdministrativeUnit { headcount officials(first: 5) { nodes { jobPosition { name } salarySteps { step } person { officials { id } } } } } } }`;
  const count = async (ids: string[]) => {
    staff.statements.length = 0;
    const representations = ids.map((id) => ({ __typename: 'AdministrativeUnit', id }));
    expect((await staff.ask(query, { representations })).errors).toBeUndefined();
    return staff.statements.length;
  };
  expect(await count([saiGon])).toBe(5);
  expect(await count([saiGon, haNoi, formerHaNoiWard, ...Array.from({ length: 47 }, (_, at) => `${at}@start`)])).toBe(
    5,
  );
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
