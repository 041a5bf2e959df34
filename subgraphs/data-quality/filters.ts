import { type SQL, sql } from 'drizzle-orm';
import { anyOf, before, from, type Optional } from '../kit/conditions.ts';
import { type PlaceFilter, placeConditions } from '../kit/jurisdiction.ts';
import { entityOf, subgraphName } from './names.ts';
import { type FindingRow, findings } from './tables.ts';
import { type Caller, seesEveryRule, visibleRules } from './visibility.ts';

/** `input FindingFilter` of the schema. */
export type FindingFilter = PlaceFilter &
  Optional<{
    ruleIds: string[];
    dimension: FindingRow['dimension'][];
    severity: FindingRow['severity'][];
    state: FindingRow['state'][];
    databases: string[];
    entity: string[];
    ownerIds: string[];
    agencyIds: string[];
    firstSeenFrom: string;
    firstSeenBefore: string;
  }>;

/** The conditions of a filter on `findings`, to be AND-ed; without a state those that are open. BAD_USER_INPUT for a malformed id. */
export function findingConditions(filter: FindingFilter): (SQL | undefined)[] {
  return [
    anyOf(findings.state, filter.state ?? ['OPEN'], 'filter.state'),
    anyOf(findings.ruleId, filter.ruleIds, 'filter.ruleIds'),
    anyOf(findings.dimension, filter.dimension, 'filter.dimension'),
    anyOf(findings.severity, filter.severity, 'filter.severity'),
    anyOf(findings.database, filter.databases?.map(subgraphName), 'filter.databases'),
    anyOf(findings.entity, filter.entity?.map(entityOf), 'filter.entity'),
    anyOf(findings.ownerId, filter.ownerIds, 'filter.ownerIds'),
    anyOf(findings.agencyId, filter.agencyIds, 'filter.agencyIds'),
    ...placeConditions(findings, filter),
    from(findings.firstSeenAt, startOfDay(filter.firstSeenFrom)),
    before(findings.firstSeenAt, startOfDay(filter.firstSeenBefore)),
  ];
}

/**
 * The rules whose findings a caller may see (`seesFindingsOf`), as a condition; none for who may see all. Which rows of them, row-level
 * security says.
 */
export function visibleTo(caller: Caller): SQL | undefined {
  return seesEveryRule(caller) ? undefined : sql`${findings.ruleId} = any(${sql.param(visibleRules(caller))}::text[])`;
}

/** Midnight in Vietnam as a point in time. */
const startOfDay = (date: string | null | undefined) => date && `${date}T00:00:00+07:00`;
