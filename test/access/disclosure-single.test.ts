import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../schema/caller.ts';
import { auditor, ministry, provincial, type Statistics, startStatistics } from './disclosure/callers.ts';

let officials: Statistics;
let insurance: Statistics;
beforeAll(async () => {
  [officials, insurance] = await Promise.all([startStatistics('officials'), startStatistics('social-security')]);
});
afterAll(() => Promise.all([officials?.stop(), insurance?.stop()]));

const without = (caller: Caller, scope: string): Caller => ({
  ...caller,
  scopes: caller.scopes.filter((held) => held !== scope),
});

test('a statistic of one person is no way to sensitive data without a purpose', async () => {
  const [person] = await insurance.sql`
    select full_name as name, unit_id as unit, insured_base::float8 as base from insured_persons p
    where insured_base is not null and province_id = '79@2025-07-01'
      and (select count(*) from insured_persons o where o.full_name = p.full_name and o.unit_id = p.unit_id) = 1 limit 1`;
  const query = `query($filter: InsuredPersonFilter) {
    socialSecurityStatistics(groupBy: [], filter: $filter) { count totalInsuredBase meanInsuredBase } }`;
  const filter = { name: person?.name, unitIds: [person?.unit] };
  for (const caller of [auditor, provincial]) {
    const { data } = await insurance.ask(caller, query, { filter });
    expect(data.socialSecurityStatistics).toEqual([
      { count: 1, totalInsuredBase: person?.base, meanInsuredBase: person?.base },
    ]);
    const { data: undeclared } = await insurance.ask({ ...caller, purpose: null }, query, { filter });
    expect(undeclared.socialSecurityStatistics).toEqual([
      { count: null, totalInsuredBase: null, meanInsuredBase: null },
    ]);
  }
  const benefits = `{ benefitStatistics(groupBy: [KIND, UNIT, FIRST_MONTH]) { count totalMonthlyAmount } }`;
  const { data } = await insurance.ask({ ...provincial, purpose: null }, benefits);
  expect(data.benefitStatistics.filter(({ count }: { count: number }) => count % 10 !== 0)).toEqual([]);
});

test('a condition on other records finds none beyond reach', async () => {
  // Recorded twice, once under an agency that this caller does not answer for.
  const [twice] = await officials.sql`
    select o.full_name as name, o.agency_id as agency from officials o join officials other
      on other.person_id = o.person_id and other.owner_id <> o.owner_id order by o.id limit 1`;
  const caller: Caller = { ...ministry, agency: twice?.agency };
  const query = `query($filter: OfficialFilter) {
    officialStatistics(groupBy: [], filter: $filter) { count } officials(filter: $filter) { totalCount } }`;
  const filter = { name: twice?.name, recordedTwice: true };
  const { data } = await officials.ask(caller, query, { filter });
  expect(data).toEqual({ officialStatistics: [{ count: null }], officials: { totalCount: 0 } });
  const all = await officials.ask(auditor, query, { filter });
  expect(all.data.officials.totalCount).toBeGreaterThan(1);
});

test('the year of retirement is told exactly to who may see a date of birth', async () => {
  const query = `query($filter: OfficialFilter) { officialStatistics(groupBy: [RETIREMENT_YEAR], filter: $filter) { retirementYear count } }`;
  const filter = { provinceIds: ['79@2025-07-01'], category: ['CAN_BO'] };
  const rowsOf = async (caller: Caller) => (await officials.ask(caller, query, { filter })).data.officialStatistics;
  const exact = await rowsOf(provincial);
  expect(exact.some(({ count }: { count: number }) => count % 10 !== 0)).toBe(true);
  const rounded = await rowsOf(without(provincial, 'person:identify'));
  expect(rounded.filter(({ count }: { count: number }) => count % 10 !== 0)).toEqual([]);
  expect(rounded.length).toBeLessThan(exact.length);
});
