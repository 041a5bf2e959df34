-- What extracts.ts reads tells whose it is when it changes (track_* in kit/prelude.sql).
select track_changes(records, 'PERSON', 'person_id')
from unnest('{insured_persons,benefits,pensions,health_cards,social_pensions,poor_household_members}'::regclass[]) as records;
--> statement-breakpoint
select track_changes_by_parent(records, 'PERSON', 'insured_person_id', 'insured_persons', 'person_id')
from unnest('{contribution_months,insurance_numbers}'::regclass[]) as records;
--> statement-breakpoint
select track_changes_by_child('poor_households', 'PERSON', 'poor_household_members', 'household_id', 'person_id');
--> statement-breakpoint
-- A contribution tells about the employer too.
select track_changes(records, 'EMPLOYER', 'employer_tax_code') from unnest('{contribution_months,insured_persons}'::regclass[]) as records;
