-- What extracts.ts reads tells whose it is when it changes (track_* in kit/prelude.sql).
select track_changes('officials', 'PERSON', 'person_id');
--> statement-breakpoint
select track_changes_by_parent(dossier, 'PERSON', 'official_id', 'officials', 'person_id')
from unnest('{appointments,disciplines,ratings,salary_steps}'::regclass[]) as dossier;
--> statement-breakpoint
-- Records are compared again and again, mostly with the same outcome: only another one is a change.
select track('citizen_matches', 'PERSON', '
  select o.person_id::text from (
    select official_id from changed group by official_id, outcome, mismatched_fields, superseding_number having count(*) % 2 = 1
  ) as differing join officials o on o.id = differing.official_id');
--> statement-breakpoint
select track_reference('payroll_quotas');
