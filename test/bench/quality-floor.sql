-- The floor that `npm run bench:quality` compares a run with: every rule of data quality as one statement, written by hand, over all databases' tables in a single one. It keeps the
-- rule and the record of what it finds, without details, corrections, states, scores or a memory of runs.

-- What several rules ask, made once. Judged as of 2026-10-31, like the generated records.
create temp table in_service as select * from officials.officials where left_on is null;
create temp table newest as
  select max(last_contribution_month) as month from social_security.insured_persons where last_contribution_month <= '2026-10-31';
create temp table former_units as select id from administrative_units.units where valid_to <= '2026-10-31';
create temp table former_agencies as select id from administrative_units.agencies where valid_to <= '2026-10-31';
analyze in_service;

-- One record at a time.
insert into found
select 'official-coefficient', o.id from officials.officials o join law.rank_steps r using (rank_code, step)
where abs(o.coefficient - r.coefficient) >= 0.005;
insert into found
select 'official-step-of-rank', o.id from officials.officials o
where rank_code in (select rank_code from law.rank_steps) and (rank_code, step) not in (select rank_code, step from law.rank_steps);
insert into found select 'official-number-sex', id from officials.officials where not number_sex_agrees;
insert into found select 'official-number-birth-year', id from officials.officials where not number_year_agrees;
insert into found select 'official-number-form', id from officials.officials where not number_form_valid or not number_prefix_known;
insert into found
select 'worker-number', id from labor_employment.workers
where not (number_form_valid and number_prefix_known and number_sex_agrees and number_year_agrees);
insert into found
select 'insured-number', id from social_security.insured_persons
where not (number_form_valid and number_prefix_known and number_sex_agrees and number_year_agrees);
insert into found select 'employer-tax-code', tax_code from labor_employment.employers where tax_code_check <> 'VALID';
insert into found select 'paid-after-leaving', id from officials.officials where last_paid_month >= left_on;
insert into found select 'name-form', id from officials.officials where not name_clean;
insert into found select 'left-without-date', id from in_service where status not in ('ACTIVE', 'SECONDED');
insert into found
select 'official-missing-fields', id from officials.officials
where not has_residence or not has_ethnic_group or agency_id is null or rank_code is null or hired_on is null;
insert into found select 'official-missing-history', id from officials.officials where not has_appointment or not has_salary_step;
insert into found select 'retirement-overdue', id from in_service where retirement_date <= '2026-10-31';
insert into found select 'deceased-in-service', id from in_service where match_outcome = 'DECEASED';
insert into found select 'citizen-mismatch', id from officials.officials where match_outcome = 'MISMATCH';
insert into found select 'citizen-not-found', id from officials.officials where match_outcome = 'NOT_FOUND';
insert into found select 'citizen-superseded', id from officials.officials where match_outcome = 'SUPERSEDED';
insert into found
select 'late-update', o.id from officials.officials o join law.update_deadlines d on d.decided_on = o.last_decision_on
where (o.updated_at at time zone 'Asia/Ho_Chi_Minh')::date > d.due_on;

-- Records of one database together.
insert into found
select distinct 'excellent-with-discipline', r.official_id::text from officials.disciplines d
join officials.ratings r on r.official_id = d.official_id and r.year = extract(year from d.decided_on) and r.grade = 'EXCELLENT';
insert into found
select distinct 'excellent-over-quota', agency_id from (
  select r.agency_id, r.year from officials.ratings r where r.agency_id not in (select id from former_agencies)
  group by r.agency_id, r.year
  having count(*) filter (where grade = 'EXCELLENT') > count(*) filter (where grade = 'GOOD') / 5
) as over;
insert into found
select 'duplicate-official', id from officials.officials
where person_id in (select person_id from officials.officials group by 1 having count(*) > 1);
insert into found
select 'duplicate-insured', id from social_security.insured_persons
where person_id in (select person_id from social_security.insured_persons group by 1 having count(*) > 1);
insert into found
select 'same-name-and-birth-date', o.id from officials.officials o join (
  select agency_id, identity_hash, sex from officials.officials group by 1, 2, 3 having count(distinct person_id) > 1
) as same using (agency_id, identity_hash, sex);
insert into found
select distinct 'shared-insurance-number', n.insured_person_id::text from social_security.insurance_numbers n
where number_hash in (select number_hash from social_security.insurance_numbers group by 1 having count(distinct person_id) > 1);
insert into found
select distinct 'definite-contract-too-long', worker_id::text from labor_employment.contracts
where kind = 'DEFINITE' and expires_on > started_on + interval '36 months';
insert into found
select distinct 'contract-expired', worker_id::text from labor_employment.contracts
where kind = 'DEFINITE' and ended_on is null and expires_on < '2026-10-31';
insert into found
select 'employed-without-contract', w.id from labor_employment.workers w
where status = 'EMPLOYED' and not exists (select from labor_employment.contracts c where c.worker_id = w.id and c.ended_on is null);
insert into found
select 'social-pension-beside-pension', e.person_id from social_security.elders e
where exists (select from social_security.pensions p where p.person_id = e.person_id and p.ended_on is null)
  and exists (select from social_security.social_pensions s where s.person_id = e.person_id and s.ended_on is null);
insert into found
select 'elder-without-pension', e.person_id from social_security.elders e, law.social_pension_ages a
where '2026-10-31' >= a.valid_from and '2026-10-31' < a.valid_to
  and e.birth_date <= '2026-10-31'::date - make_interval(years => case when e.poor then a.age_if_poor else a.age end)
  and not exists (select from social_security.pensions p where p.person_id = e.person_id and p.ended_on is null)
  and not exists (select from social_security.social_pensions s where s.person_id = e.person_id and s.ended_on is null);

-- Across databases.
insert into found
select distinct 'official-identity-differs', o.id::text from officials.officials o
join social_security.insured_persons i on i.person_id = o.person_id where i.sex <> o.sex or i.birth_date <> o.birth_date;
insert into found
select distinct 'worker-identity-differs', w.id::text from labor_employment.workers w
join social_security.insured_persons i on i.person_id = w.person_id where i.sex <> w.sex or i.birth_date <> w.birth_date;
insert into found
select 'official-in-labour-register', o.id from in_service o where person_id in (select person_id from labor_employment.workers);
insert into found
select 'official-private-employer', o.id from in_service o
where person_id in (select person_id from social_security.contributions where employer_tax_code is not null);
insert into found
select distinct 'official-insured-base', o.id::text
from officials.officials o
join social_security.contributions c on c.person_id = o.person_id and c.agency_id is not null
cross join lateral unnest(c.months) as m (month)
left join officials.salary_steps s
  on s.official_id = o.id and s.effective_from <= m.month and (s.effective_to is null or s.effective_to > m.month)
join law.insured_bases b on b.valid_from <= m.month and b.valid_to > m.month
where c.base is distinct from
  least(greatest(round((s.coefficient * (1 + s.over_frame_percent / 100.0) + s.position_allowance) * b.base_salary), b.lowest), b.highest);
insert into found
select distinct 'contribution-after-leaving', o.id::text from officials.officials o
join social_security.contributions c on c.person_id = o.person_id and c.agency_id is not null
where c.months[cardinality(c.months)] >= o.left_on;
insert into found
select distinct 'benefit-beside-contribution', l.id::text from labor_employment.claims l
join social_security.contributions c on c.person_id = l.person_id and c.employer_tax_code is not null
where exists (select from unnest(l.paid_months) as paid (month) where (month || '-01')::date = any (c.months));
insert into found
select 'pension-beside-service', o.id from in_service o
where person_id in (select person_id from social_security.pensions where ended_on is null);
insert into found
select distinct 'unemployment-insurance-of-official', o.id::text from in_service o
join law.unemployment_insurance u on u.category = o.category and not u.insured
join social_security.contributions c on c.person_id = o.person_id and c.unemployment_insured and c.agency_id is not null;
insert into found
select 'official-not-insured', o.id from in_service o
where not exists (select from social_security.insured_persons i where i.person_id = o.person_id);
insert into found
select 'official-no-contribution', o.id from in_service o, newest n
where o.hired_on < n.month - interval '2 months'
  and exists (select from social_security.insured_persons i where i.person_id = o.person_id)
  and not exists (select from social_security.insured_persons i where i.person_id = o.person_id
    and i.last_contribution_month > n.month - interval '3 months');
insert into found
select 'worker-not-insured', w.id from labor_employment.workers w, newest n
where w.status = 'EMPLOYED' and w.registered_on < n.month
  and not exists (select from social_security.insured_persons i where i.person_id = w.person_id);
insert into found
select 'employer-not-contributing', e.tax_code from labor_employment.employers e, newest n
where e.status = 'ACTIVE'
  and e.tax_code in (select employer_tax_code from labor_employment.contracts where ended_on is null and started_on <= '2026-08-01')
  and not exists (
    select from social_security.contributions c
    where c.employer_tax_code = e.tax_code and c.months[cardinality(c.months)] > n.month - interval '3 months');
insert into found
select 'retired-without-pension', o.id from officials.officials o
where status = 'RETIRED' and not exists (select from social_security.pensions p where p.person_id = o.person_id);
insert into found
select 'payroll-over-quota', q.agency_id from officials.payroll_quotas q
join (select agency_id, count(*) as number from in_service group by 1) as held using (agency_id)
where q.year = 2026 and held.number > q.posts and q.agency_id not in (select id from former_agencies);
insert into found select 'official-former-unit', id from officials.officials where unit_id in (select id from former_units);
insert into found select 'official-former-agency', id from officials.officials where agency_id in (select id from former_agencies);
insert into found select 'worker-former-unit', id from labor_employment.workers where unit_id in (select id from former_units);
insert into found select 'employer-former-unit', tax_code from labor_employment.employers where unit_id in (select id from former_units);
insert into found select 'insured-former-unit', id from social_security.insured_persons where unit_id in (select id from former_units);
insert into found
select 'owner-stopped-updating', owner_id from in_service where owner_id not in (select id from former_agencies)
group by owner_id
having count(*) filter (where updated_at >= '2026-05-01') < count(*) / 2.0;
