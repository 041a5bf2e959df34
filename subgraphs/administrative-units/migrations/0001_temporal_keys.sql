-- Two periods of one code never overlap: the code alone identifies nothing, the code on a date does.
alter table administrative_units add constraint administrative_units_period unique (code, validity without overlaps);
--> statement-breakpoint
-- A parent exists through the whole period of its child (in one row or several).
alter table administrative_units add constraint administrative_units_parent_period
  foreign key (parent_code, period validity) references administrative_units (code, period validity);
--> statement-breakpoint
-- The unit that an agency serves exists as long as the agency does.
alter table agencies add constraint agencies_unit_period
  foreign key (unit_code, period validity) references administrative_units (code, period validity);
