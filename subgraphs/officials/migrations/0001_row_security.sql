-- Whose records a caller sees: those of the units and of the agency it answers for (protect_* in kit/prelude.sql).
select protect_by_place('officials', agency => true);
--> statement-breakpoint
select protect_by_parent(dossier, 'official_id', 'officials')
from unnest('{appointments,disciplines,ratings,rewards,salary_steps,trainings}'::regclass[]) as dossier;
