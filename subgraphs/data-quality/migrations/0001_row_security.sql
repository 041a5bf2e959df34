-- Whose findings a caller sees: those about records of the units and of the agency it answers for (as protect_by_place in
-- kit/prelude.sql says), and those about records that the agency owns, wherever they stand: it has to mend them.
select protect(about, 'province_id in (select caller_units()) or unit_id in (select caller_units())
  or starts_with(agency_id || ''.'', (select caller_agency() || ''.'')) or owner_id = (select caller_agency())')
from unnest('{findings,quality_cells}'::regclass[]) as about;
--> statement-breakpoint
select protect_by_parent('waivers', 'finding_id', 'findings');
