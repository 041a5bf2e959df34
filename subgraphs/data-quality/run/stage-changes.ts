import type { ChangeKind, ExtractSource } from '../../kit/extract.ts';
import { nextStaging } from './bookkeeping.ts';
import { copyPieces } from './copy-pieces.ts';
import { readLandmarks } from './landmarks.ts';
import type { Session } from './session.ts';
import { type Described, schemaOf } from './shape.ts';

/** What loading rows of a database takes. */
export type Loading = {
  session: Session;
  source: ExtractSource;
  shape: Described[];
  onRows: (rows: number) => void;
  signal?: AbortSignal | undefined;
};

/** The column by which a person's rows name an employer, who is touched when they change. */
export const employerColumn = 'employer_tax_code';

/**
 * Replaces the rows of the changed keys, and remembers the keys for the rules. Within the caller's transaction.
 *
 * @returns rows loaded
 */
export async function stageChanges(loading: Loading, keys: Record<ChangeKind, string[]>): Promise<number> {
  const { session, source, shape, onRows, signal } = loading;
  const schema = schemaOf(source.name);
  const changed = shape.filter(({ key }) => keys[key.kind].length > 0);
  const staging = await nextStaging(session);
  await session.run('create temp table changed (kind text, key text) on commit drop');
  for (const kind of ['PERSON', 'EMPLOYER'] as const)
    await session.run(`insert into changed select $1, key from unnest($2::text[]) as key`, [kind, keys[kind]]);
  await session.run('analyze changed');
  const rememberKeys = (select: string) =>
    session.run(
      `insert into run.changed_keys (database, kind, key, staging) select '${source.name}', kind, key, ${staging} from (${select}) as changed
      on conflict (database, kind, key) do update set staging = excluded.staging`,
    );
  const employers = changed.filter(({ key, columns }) => key.kind === 'PERSON' && employerColumn in columns);
  const rememberEmployers = async () => {
    for (const { name, key } of employers)
      await rememberKeys(
        `select distinct 'EMPLOYER_OF_PERSON' as kind, ${employerColumn} as key from ${schema}.${name}
        where ${columnOf(key)} in (select key::uuid from changed where kind = 'PERSON') and ${employerColumn} is not null`,
      );
  };
  await rememberKeys('select distinct kind, key from changed');
  // Of the rows as they were, and as they are.
  await rememberEmployers();
  for (const { name, key } of changed)
    await session.run(
      key.kind === 'REFERENCE'
        ? `truncate ${schema}.${name}`
        : `delete from ${schema}.${name} where ${key.column} in (select key::${key.kind === 'PERSON' ? 'uuid' : 'text'} from changed where kind = '${key.kind}')`,
    );
  const request = {
    extracts: changed.map(({ name }) => name),
    keys: { PERSON: keys.PERSON, EMPLOYER: keys.EMPLOYER },
  };
  const rows = await copyPieces(session, source.stream(request, signal), {
    source: source.name,
    schema,
    shape: changed,
    onRows,
  });
  await rememberEmployers();
  const landmarks = await readLandmarks(session, schema, shape);
  const moved = await session.run(
    `update run.stagings set staging = $2, whole_at = $2, landmarks = $3 where database = $1 and landmarks <> $3`,
    [source.name, staging, landmarks],
  );
  if (moved > 0) await session.run(`update ${schema}.staged set staging = ${staging}`);
  await session.run(
    `update run.stagings set staging = $2, reference_at = case when $3 then $2 else reference_at end where database = $1`,
    [source.name, staging, keys.REFERENCE.length > 0],
  );
  return rows;
}

const columnOf = (key: Described['key']) => (key.kind === 'REFERENCE' ? '' : key.column);
