-- What extracts.ts reads tells when it changes (track_* in kit/prelude.sql). All of it is read whole.
select track_reference(reference) from unnest('{administrative_units,unit_successions,agencies,agency_units}'::regclass[]) as reference;
