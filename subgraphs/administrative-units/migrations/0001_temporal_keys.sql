-- Two periods of one code never overlap: the code alone identifies nothing, the code on a date does.
alter table administrative_units add constraint administrative_units_period unique (code, validity without overlaps);
--> statement-breakpoint
-- A parent exists through the whole period of its child (in one row or several).
alter table administrative_units add constraint administrative_units_parent_period
  foreign key (parent_code, period validity) references administrative_units (code, period validity);
--> statement-breakpoint
-- An agency serves one unit at a time, and one that exists as long.
alter table agency_units add constraint agency_units_period unique (agency_id, validity without overlaps);
--> statement-breakpoint
alter table agency_units add constraint agency_units_unit_period
  foreign key (unit_code, period validity) references administrative_units (code, period validity);
