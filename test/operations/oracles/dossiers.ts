import type { Oracle, Paged } from './oracle.ts';
import { pageOf, pick } from './page.ts';
import { agenciesById, unitsById } from './units.ts';

/** The general ranks of Decree 204/2004/NĐ-CP: class, steps, first coefficient, increment, months a step. */
const ranks = `(values
  ('01.001', 'Chuyên viên cao cấp', 'A3.1', 6, 6.20, 0.36, 36), ('01.002', 'Chuyên viên chính', 'A2.1', 8, 4.40, 0.34, 36),
  ('01.003', 'Chuyên viên', 'A1', 9, 2.34, 0.33, 36), ('01.004', 'Cán sự', 'A0', 10, 2.10, 0.31, 24),
  ('01.005', 'Nhân viên', 'B', 12, 1.86, 0.20, 24)
) as rank (code, name, class, steps, start, increment, months)`;

const officialsWithWrongCoefficient: Oracle = async (
  databases,
  { first, rankCodes }: Paged & { rankCodes: string[] },
) => {
  const { officials } = databases;
  const asked = officials`o.rank_code = any(${rankCodes}) and step between 1 and rank.steps
    and abs(coefficient - (rank.start + (step - 1) * rank.increment)) >= 0.005`;
  const rows = await officials<{ id: string; agencyId: string }[]>`
    select o.id, full_name as "fullName", agency_id as "agencyId", step, coefficient::float8, false as "coefficientAsExpected",
      (rank.start + (step - 1) * rank.increment)::float8 as "expectedCoefficient",
      json_build_object('code', rank.code, 'name', rank.name, 'class', rank.class, 'steps', rank.steps, 'startCoefficient', rank.start,
        'increment', rank.increment, 'monthsPerStep', rank.months) as rank,
      (select json_agg(json_build_object('rankCode', s.rank_code, 'step', s.step, 'coefficient', s.coefficient,
          'expectedCoefficient', past.start + (s.step - 1) * past.increment, 'effectiveFrom', s.effective_from) order by s.ordinal desc)
        from salary_steps s join ${officials.unsafe(ranks.replace('as rank', 'as past'))} on past.code = s.rank_code
        where s.official_id = o.id) as "salarySteps"
    from officials o join ${officials.unsafe(ranks)} on rank.code = o.rank_code
    where ${asked} order by full_name collate "vi-x-icu", o.id limit ${first + 1}`;
  const [count] = await officials`
    select count(*)::int as total from officials o join ${officials.unsafe(ranks)} on rank.code = o.rank_code where ${asked}`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  return {
    officials: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ agencyId, ...row }) => ({ ...row, agency: pick(agencies.get(agencyId), 'name') })),
    },
  };
};

type Dossier = {
  residence: string;
  owner: string;
  appointments: { agencyId: string; unitId: string | null }[];
};

const officialDossier: Oracle = async (databases, { id }: { id: string }) => {
  const { officials } = databases;
  const history = (table: string, fields: string, order: string) =>
    officials.unsafe(`(
    select coalesce(json_agg(json_build_object(${fields}) order by ${order} desc), '[]') from ${table} where official_id = o.id) as ${table}`);
  const [dossier] = await officials<Dossier[]>`
    select full_name as "fullName", birth_date::text as "birthDate", hired_on::text as "hiredOn", residence_unit_id as residence,
      substring(agency_id from '^[^.]+') as owner,
      ${history('appointments', `'action', action, 'title', title, 'titleEn', title_en, 'decisionNumber', decision_number, 'decidedOn', decided_on, 'effectiveFrom', effective_from, 'agencyId', agency_id, 'unitId', unit_id`, 'ordinal')},
      ${history('trainings', `'kind', kind, 'level', level, 'field', field, 'institution', institution, 'startedOn', started_on, 'completedOn', completed_on`, 'ordinal')},
      ${history('ratings', `'year', year, 'grade', grade, 'decidedOn', decided_on`, 'year')},
      ${history('rewards', `'name', name, 'decisionNumber', decision_number, 'decidedOn', decided_on`, 'ordinal')},
      ${history('disciplines', `'kind', kind, 'decidedOn', decided_on`, 'ordinal')}
    from officials o where id = ${id}`;
  if (!dossier) return { official: null };
  const places = dossier.appointments;
  const agencies = await agenciesById(databases, [dossier.owner, ...places.map(({ agencyId }) => agencyId)]);
  const units = await unitsById(databases, [dossier.residence, ...places.map(({ unitId }) => unitId)]);
  return {
    official: {
      ...dossier,
      residence: pick(units.get(dossier.residence), 'fullName'),
      owner: pick(agencies.get(dossier.owner), 'name'),
      appointments: places.map(({ agencyId, unitId, ...appointment }) => ({
        ...appointment,
        agency: pick(agencies.get(agencyId), 'name'),
        unit: pick(units.get(unitId ?? ''), 'fullName'),
      })),
    },
  };
};

const excellentRatingsWithDiscipline: Oracle = async (databases, { first }: Paged) => {
  const { officials } = databases;
  const asked = officials`id in (select r.official_id from ratings r join disciplines d using (official_id)
    where r.grade = 'EXCELLENT' and r.year = extract(year from d.decided_on))`;
  const rows = await officials<
    { id: string; fullName: string; agencyId: string; ratings: object[]; disciplines: object[] }[]
  >`
    select id, full_name as "fullName", agency_id as "agencyId",
      (select json_agg(json_build_object('year', year, 'grade', grade, 'decidedOn', decided_on) order by year desc)
        from ratings where official_id = o.id) as ratings,
      (select json_agg(json_build_object('kind', kind, 'reason', reason, 'decidedOn', decided_on, 'effectiveTo', effective_to)
        order by decided_on desc) from disciplines where official_id = o.id) as disciplines
    from officials o where ${asked} order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await officials`select count(*)::int as total from officials where ${asked}`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  return {
    officials: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ agencyId, ...row }) => ({
        ...row,
        agency: pick(agencies.get(agencyId), 'code', 'name', 'unit'),
      })),
    },
  };
};

/** What is read of single officials' histories. */
export const dossierOracles: Record<string, Oracle> = {
  'officials-with-wrong-coefficient': officialsWithWrongCoefficient,
  'official-dossier': officialDossier,
  'excellent-ratings-with-discipline': excellentRatingsWithDiscipline,
};
