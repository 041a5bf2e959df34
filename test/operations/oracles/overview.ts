import { rules } from '../../../subgraphs/data-quality/rules/catalogue.ts';
import { subjects } from '../../../subgraphs/data-quality/rules/subjects.ts';
import type { Databases } from '../databases.ts';
import type { Oracle } from './oracle.ts';
import { by, pick } from './page.ts';

type Ministry = { id: string; name: string; nameEn: string };

const weights = { LOW: 1, MEDIUM: 2, HIGH: 4 };

/** Scores by database over the rules of which the condition holds. */
const scoresOf = ({ quality }: Databases, condition: string) => {
  const catalogue = rules.map(({ id, dimension, severity, subject }) => ({
    id,
    dimension,
    weight: weights[severity],
    database: subjects[subject].database.replace('-', '_').toUpperCase(),
  }));
  return quality.unsafe<{ database: string; score: number | null; checked: number; open: number }[]>(
    `with rule as (select * from jsonb_to_recordset($1::text::jsonb) as rule (id text, dimension text, weight int, database text))
    select database, round(100 * sum(weight * (checked - open)) / nullif(sum(weight * checked), 0)::numeric, 2)::float8 as score,
      sum(checked)::int as checked, sum(open)::int as open
    from quality_cells join rule on rule.id = rule_id where valid_to is null and ${condition}
    group by database order by sum(checked) desc, database`,
    [JSON.stringify(catalogue)],
  );
};

const databasesAtAGlance: Oracle = async (databases) => {
  const { units, officials, labour, insurance, quality } = databases;
  const today = units`(now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  const [unitCount] =
    await units`select count(*)::int as "totalCount" from administrative_units where validity @> ${today}`;
  const [agencyCount] = await units`select count(*)::int as "totalCount" from agencies where validity @> ${today}`;
  const [day] = await units`select to_char(${today}, 'YYYY-MM-DD') as on`;
  const ministries = await units<
    Ministry[]
  >`select id, name, name_en as "nameEn" from agencies where id in ('G09', 'G12')`;
  const ministry = (id: string) => pick(by(ministries, 'id').get(id), 'name', 'nameEn');
  const scores = await scoresOf(databases, 'true');
  const living = await scoresOf(databases, `dimension = 'LIVING'`);
  const compared = await scoresOf(databases, `rule.id = 'worker-identity-differs'`);
  const updates = await quality<
    { asOf: string; last: Date | null }[]
  >`select as_of::text as "asOf", last_updated_at as last from participation order by owner_id`;
  return {
    administrativeUnits: unitCount,
    agencies: agencyCount,
    homeAffairs: ministry('G09'),
    finance: ministry('G12'),
    officialStatistics: [
      ...(await officials`
        select count(*)::int as count, count(*) filter (where citizen_match = 'MATCHED')::int as "matchedCount" from officials`),
    ],
    labourStatistics: [
      ...(await labour`
        select count(*)::int as count, count(*) filter (where status = 'EMPLOYED')::int as employed from workers`),
    ],
    socialSecurityStatistics: [
      ...(await insurance`
        select count(*)::int as count, count(distinct person_id)::int as "personCount" from insured_persons`),
    ],
    lastContributions: [
      ...(await insurance`
        select to_char(last_contribution_month, 'YYYY-MM') as "lastContributionMonth", count(*)::int as count
        from insured_persons group by last_contribution_month order by count(*) desc, last_contribution_month`),
    ],
    qualityScores: scores.map((row) => ({ ...row, on: day?.on })),
    living: living.map(({ database, score }) => ({ database, score })),
    compared: compared.map(({ database, score }) => ({ database, score })),
    qualityParticipation: updates.map(({ asOf, last }) => ({ asOf, lastUpdatedAt: last?.toISOString() ?? null })),
  };
};

/** What is told of the databases themselves. */
export const overviewOracles: Record<string, Oracle> = { 'databases-at-a-glance': databasesAtAGlance };
