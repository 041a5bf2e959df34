import { type ExtractPiece, SourceUnavailableError } from '../../kit/extract.ts';
import type { Likeness } from '../rules/rule.ts';
import { beginBefore, keepBefore } from './before.ts';
import { nextStaging } from './bookkeeping.ts';
import { copyPieces } from './copy-pieces.ts';
import { dropDifference, findDifference, rememberKeys, rememberValues, replaceDiffering } from './differences.ts';
import type { StagingPlan } from './plan-staging.ts';
import type { Session } from './session.ts';
import { columnDefinitions, type Described, schemaOf } from './shape.ts';

type ChangesOptions = {
  likenesses: readonly Likeness[];
  /** The rows of the changed keys, as their owner has them now. */
  pieces: AsyncIterable<ExtractPiece>;
  onRows: (rows: number) => void;
};

/** The column by which a person's rows name an employer, who is touched when they change. */
export const employerColumn = 'employer_tax_code';

/**
 * Brings the rows of the changed keys up to date: what the owner has of them now is compared with what is staged, so that only
 * rows that really differ are replaced, and remembered for the rules. Within the caller's transaction.
 *
 * @returns rows loaded
 */
export async function stageChanges(
  session: Session,
  { source, shape, keys, changed }: Extract<StagingPlan, { how: 'CHANGES' }>,
  { likenesses, pieces, onRows }: ChangesOptions,
): Promise<number> {
  const schema = schemaOf(source.name);
  const incoming = `${schema}_incoming`;
  const staging = await nextStaging(session);
  for (const kind of ['PERSON', 'EMPLOYER'] as const)
    await session.run(
      `create temp table changed_${kind.toLowerCase()} on commit drop as
      select distinct key::${kind === 'PERSON' ? 'uuid' : 'text'} as key from unnest($1::text[]) as key`,
      [keys[kind]],
    );
  await session.run('analyze changed_person, changed_employer');
  await session.run(`drop schema if exists ${incoming} cascade; create schema ${incoming}`);
  for (const described of changed)
    await session.run(`create unlogged table ${incoming}.${described.name} (${columnDefinitions(described)})`);
  const rows = await copyPieces(session, pieces, { source: source.name, schema: incoming, shape: changed, onRows });
  await beginBefore(session, { database: source.name, shape, staging });
  let isReferenceChanged = false;
  for (const described of changed) {
    const table = `${schema}.${described.name}`;
    const difference = await findDifference(session, described, { table, incoming: `${incoming}.${described.name}` });
    if (difference.foreign > 0) throw new SourceUnavailableError(source.name, 'sent rows that were not asked for');
    if (difference.rows > 0) {
      if (described.key.kind === 'REFERENCE') isReferenceChanged = true;
      else {
        const remembering = { database: source.name, table, staging };
        await rememberKeys(session, described, remembering);
        for (const value of valuesOf(described, table, likenesses))
          await rememberValues(session, { ...remembering, ...value });
      }
      await keepBefore(session, described, table);
      await replaceDiffering(session, described, { table, incoming: `${incoming}.${described.name}` });
    }
    await dropDifference(session);
  }
  await session.run(`drop schema ${incoming} cascade`);
  await session.run(
    `update run.stagings set staging = $2, reference_at = case when $3 then $2 else reference_at end where database = $1`,
    [source.name, staging, isReferenceChanged],
  );
  return rows;
}

/** The columns by whose values a person's rows touch others: the employers whom they name, and those whom they are like. */
function valuesOf({ key, columns }: Described, table: string, likenesses: readonly Likeness[]) {
  if (key.kind !== 'PERSON') return [];
  const employers = employerColumn in columns ? [{ column: employerColumn, compared: Object.keys(columns) }] : [];
  const alike = likenesses.filter((likeness) => likeness.table === table);
  return [
    ...employers,
    ...alike.map(({ column, compared }) => ({ column, compared: [key.column, column, ...compared] })),
  ];
}
