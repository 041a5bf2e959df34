-- Whose findings a caller sees: those about records of the units and of the agency it answers for (protect_* in kit/prelude.sql).
select protect_by_place(about, agency => true) from unnest('{findings,quality_cells}'::regclass[]) as about;
--> statement-breakpoint
select protect_by_parent('waivers', 'finding_id', 'findings');
