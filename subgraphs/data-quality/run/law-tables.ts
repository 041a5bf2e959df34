import { createHash } from 'node:crypto';
import type { ExtractType } from '../../kit/extract.ts';
import type { LawTable } from '../rules/law.ts';
import { nextStaging } from './bookkeeping.ts';
import type { Session } from './session.ts';

/** Fills the schema `law`, where its content is not what it was: then every rule is judged whole. */
export async function fillLaw(session: Session, tables: readonly LawTable[]): Promise<void> {
  const hash = createHash('sha256').update(JSON.stringify(tables)).digest('hex');
  const [before] = await session.rows(`select from run.law_content where hash = $1`, [hash]);
  if (before) return;
  await session.transaction(async () => {
    await session.run('drop schema if exists law cascade; create schema law');
    for (const { name, columns, rows } of tables) {
      const list = Object.entries(columns);
      await session.run(`create table law.${name} (${list.map(([column, type]) => `${column} ${type}`).join(', ')})`);
      const values = list.map(([, type], index) => valueAt(index, type)).join(', ');
      await session.run(
        `insert into law.${name} select ${values} from jsonb_array_elements($1::text::jsonb) with ordinality as t (v, n) order by n`,
        [JSON.stringify(rows)],
      );
      await session.run(`analyze law.${name}`);
    }
    await beginLaw(session);
    await session.run(`insert into run.law_content (hash) values ($1) on conflict (only_row) do update set hash = $1`, [
      hash,
    ]);
  });
}

/** From here on every rule is judged whole. Within the caller's transaction. */
export async function beginLaw(session: Session): Promise<void> {
  await session.run(
    `insert into run.stagings (database, staging, whole_at, reference_at) values ('law', $1, $1, $1)
    on conflict (database) do update set staging = $1, whole_at = $1, reference_at = $1`,
    [await nextStaging(session)],
  );
}

const valueAt = (index: number, type: ExtractType) =>
  type.endsWith('[]')
    ? `case when jsonb_typeof(v->${index}) = 'array' then array(select jsonb_array_elements_text(v->${index}))::${type} end`
    : `(v->>${index})::${type}`;
