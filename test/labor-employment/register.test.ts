import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptsApplications } from '../../subgraphs/labor-employment/open-vacancies.ts';
import { startRegister } from './running-register.ts';
import { bacNinhWard, formerHaNoiWard, garments, saiGon, software } from './small-register.ts';

let register: Awaited<ReturnType<typeof startRegister>>;
beforeAll(async () => {
  register = await startRegister();
});
afterAll(() => register.stop());

const units = `query ($units: [_Any!]!) { _entities(representations: $units) { ... on AdministrativeUnit {
  id workerCount seekers: jobSeekerCount workers { totalCount nodes { fullName } } employers { nodes { taxCode } }
  vacancies(filter: { acceptsApplicationsOn: "2026-10-31" }) { totalCount } jobMarket(occupationLevel: 1, on: "2026-10-31") { occupation { code } openings seekers } } } }`;
const unit = (id: string) => ({ __typename: 'AdministrativeUnit', id });

describe('a worker', () => {
  it('has the contract in force as the main one, and the term of an older one checked', async () => {
    const { data } = await register.ask(`{ workers(filter: { name: "thi hoa" }) { nodes {
      fullName mainContract { startedOn monthlySalary employer { taxCode } } contracts { startedOn status termWithinLimit } } } }`);
    expect(data.workers).toEqual({
      nodes: [
        {
          fullName: 'Nguyễn Thị Hòa',
          mainContract: { startedOn: '2022-02-01', monthlySalary: 30_000_000, employer: { taxCode: software } },
          contracts: [
            { startedOn: '2022-02-01', status: 'IN_FORCE', termWithinLimit: true },
            // 2019-01-01 to 2022-01-02 is over 36 months (Labour Code 45/2019/QH14, article 20).
            { startedOn: '2019-01-01', status: 'ENDED', termWithinLimit: false },
          ],
        },
      ],
    });
  });

  it('is found by an industry of the edition that the code is of', async () => {
    // Section J of 2018 (information and communication) holds programming; J of 2025 is publishing and broadcasting.
    const { data } = await register.ask(`{
      of2018: workers(filter: { industries: [{ code: "J", edition: VSIC_2018 }] }) { totalCount }
      of2025: workers(filter: { industries: [{ code: "J", edition: VSIC_2025 }] }) { totalCount }
      division: workers(filter: { industries: [{ code: "14" }] }) { nodes { fullName } } }`);
    expect(data).toEqual({
      of2018: { totalCount: 2 },
      of2025: { totalCount: 0 },
      division: { nodes: [{ fullName: 'Lê Văn Cường' }] },
    });
  });
});

describe('an administrative unit', () => {
  it('stands for all under it when it is a province, a former unit for what still names it', async () => {
    const { data, errors } = await register.ask(units, {
      units: ['24@2026-09-20', bacNinhWard, formerHaNoiWard, '01@start', '24@2025-07-01'].map(unit),
    });
    expect(errors).toBeUndefined();
    const bacNinh = {
      workerCount: 2,
      seekers: 1,
      workers: { totalCount: 2, nodes: [{ fullName: 'Lê Văn Cường' }, { fullName: 'Phạm Văn Dũng' }] },
      employers: { nodes: [{ taxCode: garments }] },
      // The third vacancy is filled, the fourth reported as open and past its last day.
      vacancies: { totalCount: 2 },
      jobMarket: [
        { occupation: { code: '5' }, openings: 10, seekers: 1 },
        { occupation: { code: '4' }, openings: 5, seekers: 0 },
      ],
    };
    const none = { seekers: 0, employers: { nodes: [] }, vacancies: { totalCount: 0 }, jobMarket: [] };
    const haNoi = { ...none, workerCount: 1, workers: { totalCount: 1, nodes: [{ fullName: 'Đỗ Văn Em' }] } };
    expect(data._entities).toEqual([
      { id: '24@2026-09-20', ...bacNinh },
      { id: bacNinhWard, ...bacNinh },
      { id: formerHaNoiWard, ...haNoi },
      { id: '01@start', ...haNoi },
      // The province before it became a city: its communes are counted under its row of today.
      { id: '24@2025-07-01', ...none, workerCount: 0, workers: { totalCount: 0, nodes: [] } },
    ]);
  });

  it('lists the seekers and claims that it counts', async () => {
    const { data, statements } = await register.ask(
      `query ($units: [_Any!]!) { _entities(representations: $units) { ... on AdministrativeUnit {
        jobSeekers(filter: { status: [SEEKING] }) { nodes { expectedSalary } } unemploymentClaims { nodes { decidedOn } } } } }`,
      { units: ['24@2026-09-20', bacNinhWard, saiGon].map(unit) },
    );
    const one = {
      jobSeekers: { nodes: [{ expectedSalary: 8_000_000 }] },
      unemploymentClaims: { nodes: [{ decidedOn: '2026-07-30' }] },
    };
    expect(data._entities).toEqual([one, one, { jobSeekers: { nodes: [] }, unemploymentClaims: { nodes: [] } }]);
    // Provinces and units are read apart, each kind in one statement.
    expect(statements).toBe(4);
  });

  it('costs as many statements for three as for one', async () => {
    const one = await register.ask(units, { units: [saiGon].map(unit) });
    const three = await register.ask(units, { units: [saiGon, bacNinhWard, formerHaNoiWard].map(unit) });
    // Occupations are read only where a job market has one.
    const withJobMarket = await register.ask(units, { units: [bacNinhWard].map(unit) });
    expect(three.statements).toBe(withJobMarket.statements);
    expect(one.statements).toBe(withJobMarket.statements - 1);
  });
});

describe('a vacancy', () => {
  it('accepts applications from its posting to its last day, whatever its employer last reported', async () => {
    const { data } = await register.ask(`{
      all: vacancies { nodes { openings status today: acceptsApplications inSeptember: acceptsApplications(on: "2026-09-30") } }
      on: vacancies(filter: { acceptsApplicationsOn: "2026-09-30" }) { nodes { openings } } }`);
    expect(data).toEqual({
      all: {
        nodes: [
          { openings: 10, status: 'OPEN', today: true, inSeptember: false },
          { openings: 5, status: 'OPEN', today: true, inSeptember: true },
          { openings: 99, status: 'FILLED', today: false, inSeptember: false },
          { openings: 77, status: 'OPEN', today: false, inSeptember: true },
        ],
      },
      on: { nodes: [{ openings: 5 }, { openings: 77 }] },
    });
  });

  it('is still open on its last day, and without one', () => {
    const closing = (closesOn: string | null) =>
      acceptsApplications({ status: 'OPEN', postedOn: '2026-10-01', closesOn }, '2026-10-31');
    expect([closing('2026-10-31'), closing(null), closing('2026-10-30')]).toEqual([true, true, false]);
  });
});

describe('a list', () => {
  it('orders names by the Vietnamese alphabet', async () => {
    const { data } = await register.ask(`{ workers { nodes { fullName } } }`);
    // Đ comes after D: by its number in Unicode it would come after Z.
    expect(data.workers).toEqual({
      nodes: ['Đỗ Văn Em', 'Lê Văn Cường', 'Nguyễn Thị Hòa', 'Phạm Văn Dũng', 'Trần Văn Bình'].map((fullName) => ({
        fullName,
      })),
    });
  });
});

describe('a claim for unemployment benefit', () => {
  it('is found by a paid month and compared with the rule', async () => {
    const claim = `nodes { months expectedMonths lastInsuredMonth expectedMonthlyAmount lastEmployer { name registeredWorkers } person { worker { fullName } } }`;
    const { data } = await register.ask(`{
      paid: unemploymentClaims(filter: { paidIn: "2026-09" }) { ${claim} }
      unpaid: unemploymentClaims(filter: { paidIn: "2026-10" }) { ${claim} } }`);
    // 61 months paid in: 3 for the first 36 and 2 for two further full years (Employment Law 2025).
    const found = {
      months: 5,
      expectedMonths: 5,
      lastInsuredMonth: '2026-06',
      // 60 % of 9 million; the cap is 5 times 4.73 million in region II.
      expectedMonthlyAmount: 5_400_000,
      lastEmployer: { name: 'Công ty Cổ phần May Bắc Ninh', registeredWorkers: 1 },
      person: { worker: { fullName: 'Phạm Văn Dũng' } },
    };
    expect(data).toEqual({ paid: { nodes: [found] }, unpaid: { nodes: [] } });
  });
});

describe('statistics', () => {
  it('count workers by status and take the mean of main jobs alone', async () => {
    const { data } = await register.ask(
      `{ labourStatistics(groupBy: [STATUS]) { status count employed meanMonthlySalary } all: labourStatistics(groupBy: []) { count unemployed inactive } }`,
    );
    expect(data).toEqual({
      labourStatistics: [
        // (30 + 20 + 9) / 3 million, rounded: the ended contract of 20 million does not count.
        { status: 'EMPLOYED', count: 3, employed: 3, meanMonthlySalary: 19_666_667 },
        { status: 'UNEMPLOYED', count: 1, employed: 0, meanMonthlySalary: null },
        { status: 'INACTIVE', count: 1, employed: 0, meanMonthlySalary: null },
      ],
      all: [{ count: 5, unemployed: 1, inactive: 1 }],
    });
  });

  it('put open posts against job seekers, and know a place with neither', async () => {
    const { data } = await register.ask(`{
      jobMarketStatistics(groupBy: [PROVINCE, OCCUPATION], on: "2026-10-31") { province { id } occupation { code } vacancies openings seekers }
      today: jobMarketStatistics(groupBy: []) { openings }
      none: jobMarketStatistics(groupBy: [], filter: { unitIds: ["${saiGon}"] }) { vacancies openings seekers } }`);
    const province = { id: '24@2026-09-20' };
    expect(data).toEqual({
      jobMarketStatistics: [
        { province, occupation: { code: '5223' }, vacancies: 1, openings: 10, seekers: 1 },
        { province, occupation: { code: '4321' }, vacancies: 1, openings: 5, seekers: 0 },
      ],
      today: [{ openings: 15 }],
      none: [{ vacancies: 0, openings: 0, seekers: 0 }],
    });
  });

  it('tell the part of each number in all, and within a wider group', async () => {
    const { data, errors } = await register.ask(`{
      jobMarketStatistics(groupBy: [PROVINCE, OCCUPATION], on: "2026-10-31") { occupation { code } share vacancies: share(measure: VACANCIES)
        seekers: share(measure: SEEKERS) within: share(of: [PROVINCE]) self: share(measure: SEEKERS, of: [PROVINCE, OCCUPATION]) } }`);
    expect(errors).toBeUndefined();
    expect(data.jobMarketStatistics).toEqual([
      { occupation: { code: '5223' }, share: 0.6667, vacancies: 0.5, seekers: 1, within: 0.6667, self: 1 },
      { occupation: { code: '4321' }, share: 0.3333, vacancies: 0.5, seekers: 0, within: 0.3333, self: null },
    ]);
  });
});

describe('bad input', () => {
  const refused = async (field: string) => {
    const { errors, statements } = await register.ask(`{ field: ${field} }`);
    expect(statements).toBe(0);
    return errors?.map(({ message, extensions }) => `${extensions.code} ${message}`);
  };

  it.each([
    [
      'workers(filter: { unitIds: ["26740"] }) { totalCount }',
      'Argument "filter.unitIds[0]": expected the id of an administrative unit, e.g. 26740@2025-07-01.',
    ],
    [
      'vacancies(filter: { provinceIds: ["26740@2025-07-01"] }) { totalCount }',
      'Argument "filter.provinceIds[0]": expected the id of a province, e.g. 79@2025-07-01.',
    ],
    [
      'employers(filter: { name: "..." }) { totalCount }',
      'Argument "filter.name": expected at least one letter or digit.',
    ],
    ['occupations(level: 5) { code }', 'Argument "level": expected a number from 1 to 4.'],
    ['industries(level: 99999) { code }', 'Argument "level": expected a number from 1 to 4.'],
    [
      'industries(parentCode: "b") { code }',
      'Argument "parentCode": expected a VSIC code: a letter from A to V, or 2 to 4 digits.',
    ],
    ['occupations(parentCode: "2%") { code }', 'Argument "parentCode": expected a VSCO code of 1 to 4 digits.'],
    ['occupations(codes: ["2", ""]) { code }', 'Argument "codes[1]": expected a VSCO code of 1 to 4 digits.'],
  ])('%s', async (field, message) => {
    expect(await refused(field)).toEqual([`BAD_USER_INPUT ${message}`]);
  });

  it('is a list of more than 1,000 values', async () => {
    const many = (value: string) => `[${Array.from({ length: 1_001 }, () => value)}]`;
    const told = (argument: string) => [`BAD_USER_INPUT Argument "${argument}": expected at most 1000 values.`];
    expect(await refused(`workers(filter: { unitIds: ${many(`"${saiGon}"`)} }) { totalCount }`)).toEqual(
      told('filter.unitIds'),
    );
    expect(await refused(`vacancies(filter: { occupationCodes: ${many('"21"')} }) { totalCount }`)).toEqual(
      told('filter.occupationCodes'),
    );
    expect(await refused(`employers(filter: { industries: ${many('{ code: "A" }')} }) { totalCount }`)).toEqual(
      told('filter.industries'),
    );
  });

  it('is an error at its own field and leaves the rest', async () => {
    const { data, errors } = await register.ask(`{
      pattern: workers(filter: { occupationCodes: ["2%"] }) { totalCount nodes { id } }
      industry: employers(filter: { industries: [{ code: "14_0" }] }) { nodes { taxCode } }
      malformed: employer(taxCode: "12") { name }
      unknown: employer(taxCode: "9999999999") { name }
      known: employer(taxCode: "${garments}") { industry { code edition } } }`);
    expect(errors?.map(({ path }) => path?.[0]).sort()).toEqual(['industry', 'malformed', 'pattern']);
    expect(data).toMatchObject({ unknown: null, known: { industry: { code: '1410', edition: 'VSIC_2025' } } });
  });
});
