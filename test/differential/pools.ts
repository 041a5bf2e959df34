import type { Sql } from 'postgres';
import type { Databases } from '../operations/databases.ts';
import type { Pools } from './generate/pools.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

/** Values that the arguments of generated operations have, taken from the databases: few enough that two lists meet now and then. */
export async function findPools({ units, officials, labour, insurance, quality }: Databases): Promise<Pools> {
  const column = async (sql: Sql, query: string): Promise<unknown[]> =>
    (await sql.unsafe(query)).map((row) => Object.values(row)[0]);
  const spread = (sql: Sql, name: string, table: string, count = 8) =>
    column(sql, `select distinct ${name} from ${table} where ${name} is not null order by 1 limit ${count}`);
  const ids = async (sql: Sql, table: string, count = 8) => [
    ...(await spread(sql, 'id', table, count)),
    nobody,
    'none',
  ];

  const people = (
    await Promise.all([
      spread(officials, 'person_id', 'officials', 6),
      spread(labour, 'person_id', 'workers', 4),
      spread(quality, 'person_id', 'findings', 6),
      ...[
        'assistance_grants',
        'social_pensions',
        'pensions',
        'merit_persons',
        'health_cards',
        'poor_household_members',
      ].map((table) => spread(insurance, 'person_id', table, 2)),
    ])
  ).flat();
  const places = [
    ...(await spread(officials, 'unit_id', 'officials', 6)),
    ...(await spread(insurance, 'unit_id', 'insured_persons', 4)),
    ...(await column(units, `select distinct from_id from unit_successions order by 1 limit 3`)),
    '79@2025-07-01',
    'none',
  ];
  const provinces = [...(await spread(officials, 'province_id', 'officials', 6)), 'none'];
  const agencies = [
    ...(await column(
      officials,
      `select agency_id from officials where agency_id is not null group by 1 order by count(*) desc, 1 limit 6`,
    )),
    'G09',
    'H29',
    'Z99',
  ];
  const employers = await spread(labour, 'employer_tax_code', 'employment_contracts', 6);
  const rules = await spread(quality, 'rule_id', 'findings', 30);
  const occupations = await spread(labour, 'code', 'occupations', 60);
  const industries = await spread(labour, 'code', 'industries', 30);
  const codesOf = (found: unknown[]) => found.map((id) => String(id).split('@', 1)[0]);
  return {
    'Official.id': await ids(officials, 'officials', 20),
    'Person.id': [...people, nobody],
    'Worker.id': await ids(labour, 'workers'),
    'Vacancy.id': await ids(labour, 'vacancies'),
    'JobSeeker.id': await ids(labour, 'job_seekers'),
    'EmploymentContract.id': await ids(labour, 'employment_contracts'),
    'UnemploymentClaim.id': await ids(labour, 'unemployment_claims'),
    'InsuredPerson.id': await ids(insurance, 'insured_persons'),
    'HealthCard.id': await ids(insurance, 'health_cards'),
    'Benefit.id': await ids(insurance, 'benefits'),
    'Pension.id': await ids(insurance, 'pensions'),
    'SocialPension.id': await ids(insurance, 'social_pensions'),
    'MeritPerson.id': await ids(insurance, 'merit_persons'),
    'PoorHousehold.id': await ids(insurance, 'poor_households'),
    'QualityFinding.id': [...(await ids(quality, 'findings')), ...(await spread(quality, 'finding_id', 'waivers', 2))],
    'AdministrativeUnit.id': places,
    unitIds: places,
    provinceIds: provinces,
    UnitCode: [...codesOf(places), ...codesOf(provinces), '79', '01', '99999'],
    'Agency.id': agencies,
    agencyIds: agencies,
    ownerIds: agencies.map((code) => String(code).split('.', 1)[0]),
    AgencyCode: agencies,
    'Employer.taxCode': employers,
    TaxCode: [...employers, '0100109106'],
    PersonalNumber: [...(await spread(officials, 'personal_number', 'officials', 6)), '001099000001'],
    ruleIds: rules,
    'QualityRuleFilter.ids': rules,
    standardId: await spread(insurance, 'standard_id', 'poor_households', 4),
    occupationCodes: occupations,
    'Query.occupations(codes)': occupations,
    'Query.occupations(parentCode)': occupations,
    'Occupation.code': occupations,
    'IndustryKey.code': industries,
    'Industry.code': industries,
    'Industry.edition': ['VSIC_2018', 'VSIC_2025'],
    'Query.industries(codes)': industries,
    'Query.industries(parentCode)': industries,
    rankCode: await spread(officials, 'rank_code', 'officials', 6),
    group: await spread(insurance, 'holder_group', 'health_cards', 5),
    insuranceNumber: await spread(insurance, 'insurance_number', 'insured_persons', 3).catch(() => []),
    name: ['an', 'Nguyễn', 'nguyen', 'Sở', 'x'],
    reason: ['x', 'Đã đối chiếu hồ sơ gốc.'],
    // Never those of a finding: what a test writes, the others would read.
    'Mutation.waiveFinding(id)': [nobody, 'none'],
    'Mutation.unwaiveFinding(id)': [nobody, 'none'],
    year: [2024, 2025, 2026, 0],
    level: [1, 2, 5],
    occupationLevel: [1, 2, 4, 9],
    Date: ['2025-06-30', '2025-07-01', '2026-01-15', '2026-10-31', '1990-01-01', '2026-02-30'],
    YearMonth: ['2025-07', '2026-03', '2026-10', '2026-13'],
    VND: [0, 5_000_000, 20_000_000],
    Int: [1, 2, 3],
  };
}
