import { expect } from 'vitest';
import { findRule } from '../../../subgraphs/data-quality/rule-list.ts';
import { rules } from '../../../subgraphs/data-quality/rules/catalogue.ts';
import type { Databases } from '../databases.ts';
import type { Oracle, Paged } from './oracle.ts';
import { by, pageOf, pick } from './page.ts';
import { agenciesById, unitsById } from './units.ts';

const instant = (at: Date | null) => at?.toISOString() ?? null;
const weights = { LOW: 1, MEDIUM: 2, HIGH: 4 };
const databaseNames: Record<string, string> = {
  'administrative-units': 'ADMINISTRATIVE_UNITS',
  officials: 'OFFICIALS',
  'labor-employment': 'LABOR_EMPLOYMENT',
  'social-security': 'SOCIAL_SECURITY',
};
const entityNames: Record<string, string> = {
  Official: 'OFFICIAL',
  Worker: 'WORKER',
  Employer: 'EMPLOYER',
  UnemploymentClaim: 'UNEMPLOYMENT_CLAIM',
  InsuredPerson: 'INSURED_PERSON',
  Person: 'PERSON',
  Agency: 'AGENCY',
};
const text = expect.any(String);

type Found = {
  id: string;
  rule: string;
  severity: string;
  database: string;
  entity: string;
  record: string;
  owner: string;
  agency: string | null;
  correction: { field: string; values: string[]; certain: boolean } | null;
  first: Date;
};

const columns = `id, rule_id as rule, severity, database, entity, record_id as record, owner_id as owner, agency_id as agency, correction, first_seen_at as first`;

async function namesOf(sql: Databases['officials'], table: string, name: string, keys: string[], key = 'id') {
  const rows = await sql<{ key: string; name: string }[]>`
    select ${sql(key)}::text as key, ${sql(name)} as name from ${sql(table)} where ${sql(key)}::text = any(${keys})`;
  return new Map(rows.map((row) => [row.key, row.name]));
}

const openFindingsOfOwner: Oracle = async (
  databases,
  { first, owners, language }: Paged & { owners: string[]; language: 'VI' | 'EN' },
) => {
  const { quality, officials, insurance, labour } = databases;
  const rows = await quality<Found[]>`
    select ${quality.unsafe(columns)} from findings where state = 'OPEN' and owner_id = any(${owners})
    order by severity desc, id desc limit ${first + 1}`;
  const [count] =
    await quality`select count(*)::int as total from findings where state = 'OPEN' and owner_id = any(${owners})`;
  const run = by(
    await quality<{ id: string; at: Date }[]>`select rule_id as id, max(finished_at) as at from rule_runs group by 1`,
    'id',
  );
  const keys = rows.map(({ record }) => record);
  const names: Record<string, [string, Map<string, string>]> = {
    Official: ['fullName', await namesOf(officials, 'officials', 'full_name', keys)],
    InsuredPerson: ['fullName', await namesOf(insurance, 'insured_persons', 'full_name', keys)],
    Employer: ['name', await namesOf(labour, 'employers', 'name', keys, 'tax_code')],
  };
  const agencies = await agenciesById(
    databases,
    rows.flatMap(({ agency }) => agency ?? []),
  );
  const words = language === 'VI' ? 'vi' : 'en';
  return {
    findings: {
      totalCount: count?.total,
      ...pageOf(rows, first, (row) => {
        const [field, known] = names[row.entity] ?? [];
        return {
          id: row.id,
          rule: { id: row.rule, title: findRule(row.rule)?.title[words] },
          severity: row.severity,
          entity: entityNames[row.entity],
          agency: pick(agencies.get(row.agency ?? ''), 'name'),
          record: field ? { [field]: known?.get(row.record) } : {},
          explanation: { found: text, expected: text, action: text, where: expect.stringContaining(row.record) },
          correction: row.correction && {
            field: row.correction.field,
            values: row.correction.values,
            isCertain: row.correction.certain,
          },
          firstSeenAt: instant(row.first),
          lastSeenAt: instant(run.get(row.rule)?.at ?? null),
        };
      }),
    },
  };
};

const findingsOfPerson: Oracle = async (databases, { id }: { id: string }) => {
  const { quality, officials, insurance } = databases;
  const order = quality.unsafe('severity desc, first_seen_at desc, id');
  const rows = await quality<Found[]>`
    select ${quality.unsafe(columns)} from findings where state = 'OPEN' and person_id = ${id} order by ${order}`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ owner }) => owner),
  );
  const of = (entity: string, record: string) =>
    rows.filter((row) => row.entity === entity && row.record === record).map((row) => ({ id: row.id }));
  const records = await officials<{ id: string; fullName: string }[]>`
    select id, full_name as "fullName" from officials where person_id = ${id} order by updated_at desc, id`;
  const [insured] = await insurance<{ id: string; status: string }[]>`
    select id, status from insured_persons where person_id = ${id}
    order by last_contribution_month desc nulls last, joined_on, id limit 1`;
  return {
    person: {
      findings: rows.map((row) => ({
        id: row.id,
        rule: { title: findRule(row.rule)?.title.vi },
        database: databaseNames[row.database],
        entity: entityNames[row.entity],
        owner: pick(agencies.get(row.owner), 'name'),
        explanation: { found: text, action: text },
      })),
      officials: records.map((record) => ({ ...record, findings: of('Official', record.id) })),
      insuredPerson: insured ? { status: insured.status, findings: of('InsuredPerson', insured.id) } : null,
    },
  };
};

/** Sums of cells by SQL, with the catalogue as a table; `key` is a column of cells or of rules. */
const summed = ({ quality }: Databases, keys: string, where = 'true') => {
  const catalogue = rules.map(({ id, dimension, severity }) => ({ id, dimension, weight: weights[severity] }));
  return quality.unsafe<(Record<string, string | null> & Figures)[]>(
    `with rule as (select * from jsonb_to_recordset($1::text::jsonb) as rule (id text, dimension text, weight int))
    select ${keys}, round(100 * sum(weight * (checked - open)) / nullif(sum(weight * checked), 0)::numeric, 2)::float8 as score,
      sum(checked)::int as checked, sum(open)::int as open, sum(waived)::int as waived
    from quality_cells join rule on rule.id = rule_id where valid_to is null and ${where}
    group by ${keys} order by sum(checked) desc, ${keys}`,
    [JSON.stringify(catalogue)],
  );
};
type Figures = { score: number | null; checked: number; open: number; waived: number };

const qualityByProvince: Oracle = async (databases) => {
  const rows = await summed(databases, `province_id, dimension`);
  const units = await unitsById(
    databases,
    rows.map((row) => row.province_id || null),
  );
  return {
    qualityScores: rows.map(({ province_id, dimension, ...figures }) => ({
      province: pick(units.get(province_id ?? ''), 'code', 'fullName'),
      dimension,
      ...figures,
    })),
  };
};

const qualityTrendByOwner: Oracle = async (databases) => {
  const rows = await summed(databases, 'owner_id');
  const agencies = await agenciesById(
    databases,
    rows.map(({ owner_id }) => owner_id as string),
  );
  const [day] = await databases.quality`select to_char(now() at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as on`;
  return {
    qualityTrend: rows.map(({ owner_id, score, checked, open }) => ({
      on: day?.on,
      owner: pick(agencies.get(owner_id ?? ''), 'code', 'name'),
      score,
      checked,
      open,
    })),
  };
};

const qualityRules: Oracle = async (_, { language }: { language: 'VI' | 'EN' }) => {
  const words = language === 'VI' ? 'vi' : 'en';
  return {
    qualityRules: rules.map(({ id, dimension, severity, title, about, source, validFrom }) => ({
      id,
      dimension,
      severity,
      subject: text,
      databases: expect.arrayContaining([text]),
      title: title[words],
      about: about[words],
      source,
      validFrom,
    })),
  };
};

const participationOfOwners: Oracle = async (databases) => {
  const rows = await databases.quality<{ owner: string; last: Date | null }[]>`
    select owner_id as owner, as_of::text as "asOf", records, due, in_time as "inTime",
      round(100.0 * in_time / nullif(due, 0), 2)::float8 as share, last_updated_at as last,
      coalesce(last_updated_at >= as_of - interval '6 months', false) as updating
    from participation order by owner_id`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ owner }) => owner),
  );
  return {
    qualityParticipation: rows.map(({ owner, last, ...row }) => ({
      owner: pick(agencies.get(owner), 'code', 'name'),
      ...row,
      lastUpdatedAt: instant(last),
    })),
  };
};

const qualityOfCommunes: Oracle = async (databases, { first, province }: Paged & { province: string }) => {
  const rows = await databases.units<{ id: string; code: string; fullName: string }[]>`
    select id, code, full_name as "fullName" from administrative_units where level = 'COMMUNE' and parent_code = ${province}
      and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date order by code limit ${first + 1}`;
  const whole = by(await summed(databases, 'unit_id', `unit_id <> ''`), 'unit_id');
  const parts = Map.groupBy(await summed(databases, 'unit_id, dimension', `unit_id <> ''`), (row) => row.unit_id);
  const words = ['CORRECT', 'SUFFICIENT', 'CLEAN', 'LIVING'];
  return {
    administrativeUnits: pageOf(rows, first, ({ id, ...row }) => ({
      ...row,
      quality: {
        ...(whole.has(id)
          ? pick(whole.get(id), 'score', 'checked', 'open', 'waived')
          : { score: null, checked: 0, open: 0, waived: 0 }),
        byDimension: (parts.get(id) ?? [])
          .toSorted((a, b) => words.indexOf(a.dimension ?? '') - words.indexOf(b.dimension ?? ''))
          .map(({ dimension, score }) => ({ dimension, score })),
      },
    })),
  };
};

/** Findings and scores. */
export const qualityOracles: Record<string, Oracle> = {
  'open-findings-of-owner': openFindingsOfOwner,
  'findings-of-person': findingsOfPerson,
  'quality-by-province': qualityByProvince,
  'quality-trend-by-owner': qualityTrendByOwner,
  'quality-rules': qualityRules,
  'participation-of-owners': participationOfOwners,
  'quality-of-communes': qualityOfCommunes,
};
