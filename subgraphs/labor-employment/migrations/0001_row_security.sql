-- Whose records a caller sees: those of the units it answers for (protect_* in kit/prelude.sql).
select protect_by_place(records) from unnest('{workers,job_seekers,unemployment_claims}'::regclass[]) as records;
--> statement-breakpoint
select protect_by_parent('employment_contracts', 'worker_id', 'workers');
