-- The extract gives a match of the record as it is now alone: one that says the same of an edited record is a change.
select track('citizen_matches', 'PERSON', '
  select o.person_id::text from (
    select official_id from changed group by official_id, outcome, mismatched_fields, superseding_number, fingerprint having count(*) % 2 = 1
  ) as differing join officials o on o.id = differing.official_id');
