import type { Rule } from '../rules/rule.ts';
import type { Session } from './session.ts';

/** Resolves what rules have found that are no longer in the catalogue, and ends their cells: nobody would look at them again. */
export async function retireRules(session: Session, catalogue: readonly Rule[]): Promise<void> {
  const ids = [catalogue.map(({ id }) => id)];
  await session.transaction(async () => {
    await session.run('lock table waivers in share mode');
    await session.run(
      `update findings set state = 'RESOLVED', resolved_at = now() where state <> 'RESOLVED' and rule_id <> all ($1::text[])`,
      ids,
    );
    await session.run(
      'update quality_cells set valid_to = now() where valid_to is null and rule_id <> all ($1::text[])',
      ids,
    );
    await session.run('delete from run.judged where rule_id <> all ($1::text[])', ids);
  });
}
