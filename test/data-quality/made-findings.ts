import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { findRule } from '../../subgraphs/data-quality/rule-list.ts';
import { subjects } from '../../subgraphs/data-quality/rules/subjects.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { startStack, withoutLimits } from '../support/stack.ts';

/** A record of the run's databases that a finding can be about. */
export type Place = {
  record_id: string;
  person_id: string | null;
  agency_id: string | null;
  unit_id: string | null;
  province_id: string | null;
};

type Made = Partial<Place> & {
  rule: string;
  owner?: string;
  state?: 'OPEN' | 'RESOLVED' | 'WAIVED';
  part?: string;
  details?: Record<string, unknown>;
  correction?: { field: string; values: string[]; certain: boolean };
  firstSeen?: string;
  resolved?: string;
};

/** A row of `findings` as a run would write it. */
export function findingRow({
  rule: ruleId,
  owner,
  state = 'OPEN',
  part = '',
  details = {},
  correction,
  ...made
}: Made) {
  const rule = findRule(ruleId);
  if (!rule) throw new Error(`no rule ${ruleId}`);
  const { entity, database } = subjects[rule.subject];
  const { firstSeen = '2026-09-01T03:00:00Z', resolved = null, ...place } = made;
  return {
    id: randomUUID() as string,
    rule_id: ruleId,
    dimension: rule.dimension,
    severity: rule.severity,
    database,
    entity,
    record_id: randomUUID() as string,
    part,
    person_id: null,
    owner_id: owner ?? place.agency_id?.split('.')[0] ?? 'G09',
    agency_id: null,
    unit_id: null,
    province_id: null,
    state,
    details: JSON.stringify(details),
    correction: correction ? JSON.stringify(correction) : null,
    fingerprint: 'as made',
    first_seen_at: firstSeen,
    resolved_at: resolved,
    ...place,
  };
}

export type Cell = {
  rule: string;
  owner?: string;
  agency?: string;
  unit?: string;
  province?: string;
  checked: number;
  open?: number;
  waived?: number;
  from?: string;
  to?: string | null;
};

/** A row of `quality_cells`. */
export function cellRow({
  rule,
  owner = 'G09',
  agency = '',
  unit = '',
  province = '',
  checked,
  open = 0,
  waived = 0,
  from = '2026-09-01T03:00:00Z',
  to = null,
}: Cell) {
  return {
    rule_id: rule,
    owner_id: owner,
    agency_id: agency,
    unit_id: unit,
    province_id: province,
    checked,
    open,
    waived,
    valid_from: from,
    valid_to: to,
  };
}

/** The run's databases with a data-quality database of a test's own, empty, behind a gateway. */
export async function startQuality(label: string, { split = false } = {}) {
  const own = await ownDatabase('data-quality', label);
  const stack = await startStack({ ...withoutLimits, split, databaseUrls: { 'data-quality': own.urls } });
  const sql = ownerConnection(own.urls);
  return {
    stack,
    urls: own.urls,
    /** With the owner's rights. */
    sql,
    addFindings: async (rows: ReturnType<typeof findingRow>[]) => {
      await sql`insert into findings ${sql(rows)}`;
      return rows;
    },
    addCells: (cells: Cell[]) => sql`insert into quality_cells ${sql(cells.map(cellRow))}`,
    stop: async () => {
      await sql.end();
      await stack.stop();
      await own.stop();
    },
  };
}

export type Quality = Awaited<ReturnType<typeof startQuality>>;

/** Where a record of the run's databases stands: the first by id that meets a condition. */
export async function recordOf(database: string, table: string, condition: string, id = 'id'): Promise<Place> {
  const sql = ownerConnection(inject('databaseUrls')[database] as DatabaseUrls);
  try {
    const agency = ['officials', 'insured_persons'].includes(table) ? 'agency_id' : 'null::text';
    const person = ['employers'].includes(table) ? 'null::uuid' : 'person_id';
    const [row] = await sql.unsafe<Place[]>(`
      select ${id}::text as record_id, ${person} as person_id, ${agency} as agency_id, unit_id, province_id from ${table}
      where ${condition} order by ${id} limit 1`);
    if (!row) throw new Error(`no record in ${table}`);
    return row;
  } finally {
    await sql.end();
  }
}
