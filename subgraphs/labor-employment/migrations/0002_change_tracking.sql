-- What extracts.ts reads tells whose it is when it changes (track_* in kit/prelude.sql).
select track_changes(records, 'PERSON', 'person_id') from unnest('{workers,unemployment_claims}'::regclass[]) as records;
--> statement-breakpoint
select track_changes('employers', 'EMPLOYER', 'tax_code');
--> statement-breakpoint
-- A contract tells about both its sides.
select track_changes_by_parent('employment_contracts', 'PERSON', 'worker_id', 'workers', 'person_id'),
  track_changes('employment_contracts', 'EMPLOYER', 'employer_tax_code');
