-- Whose records a caller sees: those of the units it answers for, and the insured of its agency (protect_* in kit/prelude.sql).
select protect_by_place('insured_persons', agency => true);
--> statement-breakpoint
select protect_by_parent(records, 'insured_person_id', 'insured_persons')
from unnest('{contribution_months,insurance_numbers}'::regclass[]) as records;
--> statement-breakpoint
select protect_by_place(records, reference => 'insured_person_id', parent => 'insured_persons')
from unnest('{benefits,pensions}'::regclass[]) as records;
--> statement-breakpoint
select protect_by_place(records)
from unnest('{assistance_grants,health_cards,merit_persons,poor_households,social_pensions}'::regclass[]) as records;
--> statement-breakpoint
select protect_by_parent('poor_household_members', 'household_id', 'poor_households');
