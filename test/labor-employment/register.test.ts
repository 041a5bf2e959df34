import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegister } from './running-register.ts';
import { bacNinhWard, formerHaNoiWard, garments, saiGon, software } from './small-register.ts';

let register: Awaited<ReturnType<typeof startRegister>>;
beforeAll(async () => {
  register = await startRegister();
}, 60_000);
afterAll(() => register.stop());

const units = `query ($units: [_Any!]!) { _entities(representations: $units) { ... on AdministrativeUnit {
  id workerCount seekers: jobSeekerCount workers { totalCount nodes { fullName } } employers { nodes { taxCode } }
  vacancies(filter: { status: [OPEN] }) { totalCount } jobMarket(occupationLevel: 1) { occupation { code } openings seekers } } } }`;
const unit = (id: string) => ({ __typename: 'AdministrativeUnit', id });

describe('a worker', () => {
  it('has the contract in force as the main one, and the term of an older one checked', async () => {
    const { data } = await register.ask(`{ workers(filter: { name: "thi hoa" }) { nodes {
      fullName mainContract { from monthlySalary employer { taxCode } } contracts { from status termWithinLimit } } } }`);
    expect(data.workers).toEqual({
      nodes: [
        {
          fullName: 'Nguyễn Thị Hòa',
          mainContract: { from: '2022-02-01', monthlySalary: 30_000_000, employer: { taxCode: software } },
          contracts: [
            { from: '2022-02-01', status: 'IN_FORCE', termWithinLimit: true },
            // 2019-01-01 to 2022-01-02 is over 36 months (Labour Code 45/2019/QH14, article 20).
            { from: '2019-01-01', status: 'ENDED', termWithinLimit: false },
          ],
        },
      ],
    });
  });

  it('is found by an industry of the edition that the code is of', async () => {
    // Section J of 2018 (information and communication) holds programming; J of 2025 is publishing and broadcasting.
    const { data } = await register.ask(`{
      of2018: workers(filter: { industries: [{ code: "J", version: "2018" }] }) { totalCount }
      of2025: workers(filter: { industries: [{ code: "J", version: "2025" }] }) { totalCount }
      division: workers(filter: { industries: [{ code: "14" }] }) { nodes { fullName } } }`);
    expect(data).toEqual({
      of2018: { totalCount: 2 },
      of2025: { totalCount: 0 },
      division: { nodes: [{ fullName: 'Lê Văn Cường' }] },
    });
  });
});

describe('an administrative unit', () => {
  it('stands for its communes when it is a province, a former unit for what still names it', async () => {
    const { data, errors } = await register.ask(units, {
      units: ['24@2026-09-20', bacNinhWard, formerHaNoiWard, '01@start', '24@2025-07-01'].map(unit),
    });
    expect(errors).toEqual([]);
    const bacNinh = {
      workerCount: 2,
      seekers: 1,
      workers: { totalCount: 2, nodes: [{ fullName: 'Lê Văn Cường' }, { fullName: 'Phạm Văn Dũng' }] },
      employers: { nodes: [{ taxCode: garments }] },
      // The third vacancy is filled.
      vacancies: { totalCount: 2 },
      jobMarket: [
        { occupation: { code: '5' }, openings: 10, seekers: 1 },
        { occupation: { code: '4' }, openings: 5, seekers: 0 },
      ],
    };
    const none = { seekers: 0, employers: { nodes: [] }, vacancies: { totalCount: 0 }, jobMarket: [] };
    const haNoi = { ...none, workerCount: 1, workers: { totalCount: 1, nodes: [{ fullName: 'Võ Văn Em' }] } };
    expect(data._entities).toEqual([
      { id: '24@2026-09-20', ...bacNinh },
      { id: bacNinhWard, ...bacNinh },
      { id: formerHaNoiWard, ...haNoi },
      { id: '01@start', ...haNoi },
      // The province before it became a city: its communes are counted under its row of today.
      { id: '24@2025-07-01', ...none, workerCount: 0, workers: { totalCount: 0, nodes: [] } },
    ]);
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
      jobMarketStatistics(groupBy: [PROVINCE, OCCUPATION]) { province { id } occupation { code } vacancies openings seekers }
      none: jobMarketStatistics(groupBy: [], filter: { unitIds: ["${saiGon}"] }) { vacancies openings seekers } }`);
    const province = { id: '24@2026-09-20' };
    expect(data).toEqual({
      jobMarketStatistics: [
        { province, occupation: { code: '5223' }, vacancies: 1, openings: 10, seekers: 1 },
        { province, occupation: { code: '4321' }, vacancies: 1, openings: 5, seekers: 0 },
      ],
      none: [{ vacancies: 0, openings: 0, seekers: 0 }],
    });
  });
});

describe('bad input', () => {
  it('is an error at its own field and leaves the rest', async () => {
    const { data, errors } = await register.ask(`{
      pattern: workers(filter: { occupationCodes: ["2%"] }) { totalCount nodes { id } }
      industry: employers(filter: { industries: [{ code: "14_0" }] }) { nodes { taxCode } }
      malformed: employer(taxCode: "12") { name }
      unknown: employer(taxCode: "9999999999") { name }
      known: employer(taxCode: "${garments}") { industry { code version } } }`);
    expect(errors.map(({ path }) => path[0]).sort()).toEqual(['industry', 'malformed', 'pattern']);
    expect(data).toMatchObject({ unknown: null, known: { industry: { code: '1410', version: '2025' } } });
  });
});
