-- Who may decide that a finding is none (kit/grant.ts lets the application insert and delete what has a policy for it): whoever may see it
-- and has the scope, in its own name, while it is open and as it is now.
create policy waive on waivers for insert with check (
  (select caller_has_scope('quality:write')) and waived_by = (select caller_subject())
  and exists (select from findings as finding
    where finding.id = finding_id and finding.fingerprint = waivers.fingerprint and finding.state = 'OPEN' offset 0)
);
--> statement-breakpoint
create policy unwaive on waivers for delete using (
  (select caller_has_scope('quality:write')) and exists (select from findings as finding where finding.id = finding_id offset 0)
);
--> statement-breakpoint
-- The finding follows its waiver, with its owner's rights: no caller writes findings.
create function follow_waiver() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    update public.findings set state = 'WAIVED' where id = new.finding_id and fingerprint = new.fingerprint and state = 'OPEN';
  else
    update public.findings set state = 'OPEN' where id = old.finding_id and fingerprint = old.fingerprint and state = 'WAIVED';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger follow_waiver after insert or delete on waivers for each row execute function follow_waiver();
