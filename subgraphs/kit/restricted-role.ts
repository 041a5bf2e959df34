import type { Row } from 'postgres';
import { EnvironmentError } from './environment.ts';

/** Whether row-level security binds the role of a connection: PostgreSQL exempts superusers, BYPASSRLS and owners, and whoever may become one. */
export const roleQuestion = `
  select exists (select from pg_roles where (rolsuper or rolbypassrls) and pg_has_role(oid, 'member')) as exempt,
    exists (select from pg_database where datname = current_database() and pg_has_role(datdba, 'member'))
      or exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and pg_has_role(relowner, 'member')) as owner`;

/** EnvironmentError where it does not: such a connection would answer every row to everyone. */
export function refuseUnrestricted(answer: Row | undefined): void {
  if (!answer || answer.exempt)
    throw new EnvironmentError(
      'expected a role that row-level security binds, without SUPERUSER and BYPASSRLS, and member of no role that has them',
    );
  if (answer.owner)
    throw new EnvironmentError(
      'expected a role that owns neither the database nor its tables: row-level security does not bind an owner',
    );
}
