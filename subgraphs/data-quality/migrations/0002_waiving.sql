-- Who may decide that a finding is none (kit/grant.ts lets the application write what has a policy for it): whoever may see it
-- and has the scope, in its own name, now, while it is open and as it is now.
create policy waive on waivers for insert with check (
  (select caller_has_scope('quality:write')) and waived_by = (select caller_subject()) and waived_at = now()
  and withdrawn_by is null and withdrawn_at is null
  and exists (select from findings as finding
    where finding.id = finding_id and finding.fingerprint = waivers.fingerprint and finding.state = 'OPEN' offset 0)
);
--> statement-breakpoint
-- And who may take that back, likewise, while it holds. Nothing else of a waiver is ever written, and none is deleted.
create policy withdraw on waivers for update using (
  (select caller_has_scope('quality:write')) and withdrawn_at is null
  and exists (select from findings as finding
    where finding.id = finding_id and finding.fingerprint = waivers.fingerprint and finding.state = 'WAIVED' offset 0)
) with check (withdrawn_by = (select caller_subject()) and withdrawn_at = now());
--> statement-breakpoint
comment on policy withdraw on waivers is 'withdrawn_by, withdrawn_at';
--> statement-breakpoint
-- The finding follows its waiver, with its owner's rights: no caller writes findings.
create function follow_waiver() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    update public.findings set state = 'WAIVED' where id = new.finding_id and fingerprint = new.fingerprint and state = 'OPEN';
  elsif old.withdrawn_at is null and new.withdrawn_at is not null then
    update public.findings set state = 'OPEN' where id = new.finding_id and fingerprint = new.fingerprint and state = 'WAIVED';
  end if;
  return null;
end $$;
--> statement-breakpoint
-- It runs as a trigger all the same; but nobody hangs it on a table of his own.
revoke execute on function follow_waiver() from public;
--> statement-breakpoint
create trigger follow_waiver after insert or update on waivers for each row execute function follow_waiver();
