import type { Row } from 'postgres';
import { EnvironmentError } from './environment.ts';

/** Which of a database's addresses is meant. */
export type ServingRole = 'application' | 'statistics';

/** The role of an address may not serve as what it was given for. */
export class RoleError extends EnvironmentError {
  readonly role: ServingRole;
  constructor(role: ServingRole, message: string) {
    super(message);
    this.role = role;
  }
}

/**
 * What binds the role of a connection. PostgreSQL exempts superusers, BYPASSRLS and owners from row-level security, and
 * whoever may become one; and a policy to a role counts for its members. `reach` and `statistics` are the policies of
 * kit/grant.ts, `unnamed...` where a protected table has none for this role: it would see nothing, in silence.
 */
export const roleQuestion = `
  with policies as (
    select polrelid, polname, 0 = any (polroles) as for_all,
      exists (select from unnest(polroles) as named where named <> 0 and pg_has_role(named, 'member')) as for_us
    from pg_policy)
  select exists (select from pg_roles where (rolsuper or rolbypassrls) and pg_has_role(oid, 'member')) as exempt,
    exists (select from pg_database where datname = current_database() and pg_has_role(datdba, 'member'))
      or exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and pg_has_role(relowner, 'member')) as owner,
    (select string_agg(relname, ', ' order by relname) from pg_class where relnamespace = 'public'::regnamespace
      and case relkind when 'v' then not coalesce(reloptions, '{}') && '{security_invoker=true,security_invoker=on}'
        else relkind in ('r', 'p', 'f', 'm') and not relrowsecurity end
      and has_any_column_privilege(oid, 'select')
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')) as unprotected,
    exists (select from policies where polname = 'reach' and for_us) as application,
    exists (select from policies where polname = 'statistics' and for_us) as statistics,
    exists (select from policies where polname = 'reach' and not (for_us or for_all)) as "unnamedApplication",
    exists (select from policies p where polname = 'reach' and not exists (
      select from policies s where s.polrelid = p.polrelid and s.polname = 'statistics' and for_us)) as "unnamedStatistics"`;

/** The kit's own tables (prelude.sql). */
const kitTables = ['seed_state', 'unit_provinces', 'unit_reach'];

/**
 * RoleError where row-level security does not bind the role as it must: such a connection would answer every row, or none.
 *
 * @param open the tables that hold no one: any other must be protected to be served, so that one is closed until its
 *   owner says whose it is
 */
export function refuseUnrestricted(role: ServingRole, open: readonly string[], answer: Row | undefined): void {
  const refuse = (message: string): never => {
    throw new RoleError(role, message);
  };
  if (!answer || answer.exempt)
    refuse(
      'expected a role that row-level security binds, without SUPERUSER and BYPASSRLS, and member of no role that has them',
    );
  if (answer?.owner)
    refuse('expected a role that owns neither the database nor its tables: row-level security does not bind an owner');
  const tables = ((answer?.unprotected as string | null) ?? '').split(', ').filter((name) => name !== '');
  const unprotected = tables.filter((name) => !open.includes(name) && !kitTables.includes(name));
  if (unprotected.length > 0)
    refuse(
      `expected row-level security on ${unprotected.join(', ')}: \`npm run migrate\` brings the database to the newest schema, and \`open\` in index.ts names tables that hold no one`,
    );
  if (role === 'application') {
    if (answer?.statistics)
      refuse('expected a role that is not that of the statistics, which sees every row, nor its member');
    if (answer?.unnamedApplication) refuse('expected the role that `npm run migrate` was given');
  } else {
    if (answer?.application) refuse("expected another role than the application's, and not its member");
    if (answer?.unnamedStatistics) refuse('expected the role that `npm run migrate` was given');
  }
}
