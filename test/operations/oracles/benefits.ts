import type { Oracle, Paged } from './oracle.ts';
import { by, pageOf, pick } from './page.ts';
import { contributionsOf, employerNames, insuredByPerson } from './people.ts';
import { unitsById } from './units.ts';

type Claim = { personId: string; taxCode: string | null };
type Month = { id: string; month: string; base: number; taxCode: string | null };

const benefitsBesideContributions: Oracle = async (databases, { first }: Paged) => {
  const { insurance, labour } = databases;
  const beside = insurance`from benefits b join insured_persons p on p.person_id = b.person_id
    join contribution_months m on m.insured_person_id = p.id and m.month >= b.first_month and (b.last_month is null or m.month <= b.last_month)
      and (m.employer_tax_code is not null or m.agency_id is not null)
    where b.kind = 'UNEMPLOYMENT'`;
  const rows = await insurance<{ id: string; personId: string }[]>`
    select id, person_id as "personId", to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(last_month, 'YYYY-MM') as "lastMonth",
      amount::float8 as "monthlyAmount"
    from benefits where id in (select b.id ${beside}) order by benefits.first_month desc, id desc limit ${first + 1}`;
  const [count] = await insurance`select count(distinct b.id)::int as total ${beside}`;
  const months = await insurance<Month[]>`
    select b.id, to_char(m.month, 'YYYY-MM') as month, m.base, m.employer_tax_code as "taxCode" ${beside} order by m.month desc, p.id`;
  const claims = await labour<Claim[]>`
    select person_id as "personId", status, paid_months as "paidMonths", insured_months as "insuredMonths", months,
      case when insured_months < 12 then 0 else least(12, 3 + greatest(0, (insured_months - 36) / 12)) end as "expectedMonths",
      last_employer_tax_code as "taxCode"
    from unemployment_claims where person_id = any(${rows.map(({ personId }) => personId)}::uuid[])
    order by submitted_on desc, id`;
  const employer = await employerNames(
    databases,
    [...months, ...claims].map(({ taxCode }) => taxCode),
  );
  return {
    benefits: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ personId, ...row }) => ({
        ...row,
        overlappingContributions: months
          .filter(({ id }) => id === row.id)
          .map(({ month, base, taxCode }) => ({ month, base, employer: employer(taxCode) })),
        person: {
          unemploymentClaims: claims
            .filter((claim) => claim.personId === personId)
            .map(({ personId: _, taxCode, ...claim }) => ({ ...claim, lastEmployer: employer(taxCode) })),
        },
      })),
    },
  };
};

const claimsWithContributions: Oracle = async (databases, { first, month }: Paged & { month: string }) => {
  const { labour } = databases;
  const rows = await labour<{ id: string; personId: string; unitId: string }[]>`
    select id, person_id as "personId", unit_id as "unitId", status, monthly_amount::float8 as "monthlyAmount",
      decided_on::text as "decidedOn"
    from unemployment_claims where ${month} = any(paid_months)
    order by submitted_on desc, id desc limit ${first + 1}`;
  const [count] =
    await labour`select count(*)::int as total from unemployment_claims where ${month} = any(paid_months)`;
  const insured = await insuredByPerson(
    databases,
    rows.map(({ personId }) => personId),
  );
  const paid = await contributionsOf(
    databases,
    [...insured.values()].flat().map(({ id }) => id),
    month,
  );
  const employer = await employerNames(
    databases,
    [...paid.values()].map(({ taxCode }) => taxCode),
  );
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  return {
    unemploymentClaims: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ personId, unitId, ...row }) => ({
        ...row,
        unit: { fullName: units.get(unitId)?.fullName, parent: pick(units.get(unitId)?.parent, 'fullName') },
        person: {
          insuredPersons: (insured.get(personId) ?? []).map(({ id, insuranceNumber }) => {
            const contribution = paid.get(id);
            return {
              insuranceNumber,
              contributions: contribution
                ? [{ ...pick(contribution, 'month', 'base'), employer: employer(contribution.taxCode) }]
                : [],
            };
          }),
        },
      })),
    },
  };
};

const olderPeopleWithoutPension: Oracle = async (databases, { first, bornBefore }: Paged & { bornBefore: string }) => {
  const { insurance } = databases;
  const asked = insurance`birth_date < ${bornBefore}
    and person_id not in (select person_id from pensions where ended_on is null)
    and person_id not in (select person_id from social_pensions where ended_on is null)`;
  const rows = await insurance<{ unitId: string; personId: string }[]>`
    select number, holder_group as group, substr(number, 3, 1)::int as "benefitLevel", substr(number, 4, 2) as "provinceCode",
      full_name as "fullName", birth_date::text as "birthDate", facility, unit_id as "unitId", person_id as "personId"
    from health_cards where ${asked} order by health_cards.birth_date, id limit ${first + 1}`;
  const [count] = await insurance`select count(*)::int as total from health_cards where ${asked}`;
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  return {
    healthCards: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ unitId, personId, ...row }) => ({
        ...row,
        residence: {
          ...pick(units.get(unitId), 'code', 'fullName'),
          parent: pick(units.get(unitId)?.parent, 'fullName'),
        },
        person: { id: personId },
      })),
    },
  };
};

type Places = { unitIds?: string[] | null; provinceIds?: string[] | null };
type Household = { id: string; unitId: string };
type Member = { householdId: string; personId: string | null };

const poorHouseholdsAndSocialPensions: Oracle = async (
  databases,
  { first, unitIds = null, provinceIds = null, listedOn }: Paged & Places & { listedOn: string },
) => {
  const { insurance } = databases;
  const asked = insurance`(${unitIds}::text[] is null or unit_id = any(${unitIds}::text[]))
    and (${provinceIds}::text[] is null or province_id = any(${provinceIds}::text[])) and recognised_on <= ${listedOn}
    and (removed_on is null or removed_on > ${listedOn})`;
  // The standard of 2022, kept in force until the end of 2026: Decree 07/2021/NĐ-CP.
  const rows = await insurance<Household[]>`
    select id, unit_id as "unitId", household_code as "householdCode", status, recognised_on::text as "recognisedOn",
      member_count as "memberCount",
      case standard_id when '2022-2026' then '{"id": "2022-2026", "ruralIncome": 1500000, "urbanIncome": 2000000}'::json end as standard
    from poor_households where ${asked} order by poor_households.recognised_on desc, id desc limit ${first + 1}`;
  const [count] = await insurance`select count(*)::int as total from poor_households where ${asked}`;
  const members = await insurance<Member[]>`
    select household_id as "householdId", person_id as "personId", full_name as "fullName", birth_date::text as "birthDate", relationship
    from poor_household_members where household_id = any(${rows.map(({ id }) => id)}::uuid[]) order by ordinal`;
  const people = members.flatMap(({ personId }) => personId ?? []);
  const pensions = await insurance<{ personId: string; ground: string; startedOn: string; monthlyAmount: number }[]>`
    select distinct on (person_id) person_id as "personId", ground, started_on::text as "startedOn",
      monthly_amount::float8 as "monthlyAmount"
    from social_pensions where person_id = any(${people}::uuid[]) order by person_id, social_pensions.started_on desc, id`;
  const grants = await insurance<{ personId: string; kind: string; monthlyAmount: number }[]>`
    select person_id as "personId", kind, monthly_amount::float8 as "monthlyAmount" from assistance_grants
    where person_id = any(${people}::uuid[]) order by started_on desc, id`;
  const counts = await insurance<{ unitId: string; total: number }[]>`
    select unit_id as "unitId", count(*)::int as total from social_pensions where ended_on is null group by unit_id`;
  const pensioners = by(counts, 'unitId');
  const pension = by(pensions, 'personId');
  const grantsOf = Map.groupBy(grants, ({ personId }) => personId);
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  const incomes = (personId: string) => ({
    socialPension: pick(pension.get(personId), 'ground', 'startedOn', 'monthlyAmount'),
    assistanceGrants: (grantsOf.get(personId) ?? []).map((grant) => pick(grant, 'kind', 'monthlyAmount')),
  });
  return {
    poorHouseholds: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ id, unitId, ...row }) => ({
        ...row,
        unit: {
          fullName: units.get(unitId)?.fullName,
          socialPensionerCount: pensioners.get(unitId)?.total ?? 0,
        },
        members: members
          .filter(({ householdId }) => householdId === id)
          .map(({ householdId: _, personId, ...member }) => ({ ...member, person: personId && incomes(personId) })),
      })),
    },
  };
};

/** Lists of what is paid and drawn. */
export const benefitsOracles: Record<string, Oracle> = {
  'benefits-beside-contributions': benefitsBesideContributions,
  'claims-with-contributions': claimsWithContributions,
  'older-people-without-pension': olderPeopleWithoutPension,
  'poor-households-and-social-pensions': poorHouseholdsAndSocialPensions,
};
