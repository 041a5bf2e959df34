import { createHash } from 'node:crypto';
import type { Rule } from '../rules/rule.ts';
import { type Subject, type SubjectName, subjects } from '../rules/subjects.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

/** Which records alone are judged, on request: those of some owners, and those updated since a day. */
export type Part = { owners: readonly string[] | null; since: string | null };

/** The columns by which subjects tell when a record was updated. */
const updateColumns = ['updated_at', 'updated_on'];

/** Whether only a part of the records is judged. */
export const isPart = ({ owners, since }: Part): boolean => owners !== null || since !== null;

/** Which records a rule is judged on, as SQL. */
export type Judged = {
  /** Table expression of the records that are judged. */
  rows: string;
  /** Condition on `r` that what was found has to meet as well; for rules that compare records with all others. */
  only: string;
  /** Condition on `f`, a finding: whether its record was judged. */
  covers: string;
};

/** The records to judge, of a scope or a part of all. */
export async function narrow(session: Session, rule: Rule, scope: Scope, part: Part): Promise<Judged> {
  const subject: Subject = subjects[rule.subject];
  const ofPart: string[] = [];
  const covers: string[] = [];
  if (part.owners) {
    const list = part.owners.map(literal).join(', ');
    ofPart.push(`${subject.owner} in (${list})`);
    // One that has another owner by now is the other's to judge.
    covers.push(
      `f.owner_id in (${list}) and not exists (select from ${subject.rows} r where r.id::text = f.record_id and ${subject.owner} not in (${list}))`,
    );
  }
  const updated = part.since ? await updateColumn(session, subject) : null;
  if (part.since && updated) {
    const since = `r.${updated} >= timestamptz ${literal(`${part.since} 00:00:00+07`)}`;
    ofPart.push(since);
    covers.push(`f.record_id in (select r.id::text from ${subject.rows} r where ${since})`);
  }
  const conditions = ofPart.length > 0 ? ofPart.join(' and ') : 'true';
  if (scope.kind !== 'CHANGED' || subject.key === null || isPart(part)) {
    const narrowed = rule.touches === 'OWN' && ofPart.length > 0;
    return {
      rows: narrowed ? `(select r.* from ${subject.rows} r where ${conditions})` : subject.rows,
      only: narrowed ? 'true' : conditions,
      covers: covers.length > 0 ? covers.join(' and ') : 'true',
    };
  }
  const { keys, rows } = await changedRows(session, rule.subject, scope.keys.join(' union '));
  return {
    rows,
    only: 'true',
    covers: `f.${subject.key.kind === 'PERSON' ? 'person_id' : 'record_id'} in (select key from ${keys})`,
  };
}

/** The changed keys and the subject's rows of these, in tables that last as long as the session: rules that read the same databases share them. */
async function changedRows(session: Session, name: SubjectName, keys: string): Promise<{ keys: string; rows: string }> {
  const subject: Subject = subjects[name];
  const { kind, column } = subject.key as NonNullable<Subject['key']>;
  const id = `${name.toLowerCase()}_${createHash('sha256').update(keys).digest('hex').slice(0, 12)}`;
  const tables = { keys: `pg_temp.keys_${id}`, rows: `pg_temp.rows_${id}` };
  const [known] = await session.rows<{ there: boolean }>(`select to_regclass('${tables.rows}') is not null as there`);
  if (!known?.there)
    await session.run(
      `create temp table keys_${id} as
      select distinct key::${kind === 'PERSON' ? 'uuid' : 'text'} as key from (${keys}) as changed where key is not null;
      analyze keys_${id};
      create temp table rows_${id} as select r.* from ${subject.rows} r where r.${column} in (select key from keys_${id});
      analyze rows_${id}`,
    );
  return tables;
}

/** The column by which a subject tells when a record was updated; null where it tells none. */
async function updateColumn(session: Session, subject: Subject): Promise<string | null> {
  const [row] = await session.rows<Record<string, unknown>>(
    `select array(select key from jsonb_object_keys((select to_jsonb(r) from ${subject.rows} r limit 1)) as key) as columns`,
  );
  return updateColumns.find((column) => (row?.columns as string[] | undefined)?.includes(column)) ?? null;
}

/** A text as SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
