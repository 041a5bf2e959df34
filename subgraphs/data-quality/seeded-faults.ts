import { buildGazetteer } from '../gazetteer/gazetteer.ts';
import { personKey } from '../kit/person-key.ts';
import { retirementDate } from '../law/retirement.ts';
import type { Fault } from '../population/faults.ts';
import type { OfficialRecord } from '../population/official-record.ts';
import { recordId } from '../population/record-id.ts';
import type { CitizenRegister, ExpectedMatch } from '../population/register.ts';
import { AS_OF, CONTRIBUTION_MONTHS, type InjectedFaults, type Population, type Story } from '../population/story.ts';
import { seededAgencies } from './seeded-agencies.ts';
import { seededNamesakes } from './seeded-namesakes.ts';
import { rareFindings } from './seeded-rare-faults.ts';

/** A record that a rule must find; each pair comes once. */
export type ExpectedFinding = { ruleId: string; recordId: string };
export type SeededPopulation = Population & InjectedFaults & CitizenRegister;

/** What is found of each record of an official, or of the employer, with the fault. The second record of one recorded twice repeats the first. */
const RULE_OF_FAULT: Partial<Record<Fault, string>> = {
  WRONG_COEFFICIENT: 'official-coefficient',
  INSURED_BASE_DIFFERS: 'official-insured-base',
  EXCELLENT_WITH_DISCIPLINE: 'excellent-with-discipline',
  OFFICIAL_IN_LABOUR_REGISTER: 'official-in-labour-register',
  OFFICIAL_PRIVATE_EMPLOYER: 'official-private-employer',
  RETIRED_STILL_PAID: 'paid-after-leaving',
  DUPLICATE_OFFICIAL: 'duplicate-official',
  LATE_UPDATE: 'late-update',
  SUSPECT_TAX_CODE: 'employer-tax-code',
  EMPLOYER_FORMER_UNIT: 'employer-former-unit',
};
const RULE_OF_OUTCOME: Partial<Record<ExpectedMatch['outcome'], string>> = {
  MISMATCH: 'citizen-mismatch',
  NOT_FOUND: 'citizen-not-found',
  SUPERSEDED: 'citizen-superseded',
};

/**
 * What the rules of data quality must find in the databases that this population filled, as of AS_OF, and nothing else. It
 * follows from what was injected and from the stories, never from the databases. One pass over all people in bounded memory.
 */
export function* expectedFindings(population: SeededPopulation): Iterable<ExpectedFinding> {
  const former = formerPlaces();
  const agencies = seededAgencies();
  const namesakes = seededNamesakes(population);
  const employing = new Set<string>();
  for (const story of population.people()) {
    if (story.kind === 'OFFICIAL') {
      for (const record of story.officials()) {
        agencies.add(record);
        namesakes.add(story.index, record);
        const id = officialId(story.index, record.n);
        for (const ruleId of rulesOf(population, story, record, former)) yield { ruleId, recordId: id };
      }
    } else yield* ofOthers(population, story, employing);
    if (story.faults.includes('DUPLICATE_INSURANCE_NUMBER'))
      for (const n of [0, 1]) {
        const id = recordId('social-security', 'insured-person', story.index, n);
        yield { ruleId: 'duplicate-insured', recordId: id };
      }
    yield* rareFindings(population, story);
  }
  for (const { index, n } of namesakes.found())
    yield { ruleId: 'same-name-and-birth-date', recordId: officialId(index, n) };
  yield* ofEmployers(population, employing);
  yield* ofAgencies(population, agencies, former);
}

const officialId = (index: number, n: number) => recordId('officials', 'official', index, n);

/** Units and agencies that were gone at AS_OF. */
type FormerPlaces = { units: Set<string>; agencies: Set<string> };

function formerPlaces(): FormerPlaces {
  const { units, agencies } = buildGazetteer();
  const gone = (rows: readonly { id: string; validTo: string | null }[]) =>
    new Set(rows.filter(({ validTo }) => validTo !== null && validTo <= AS_OF).map(({ id }) => id));
  return { units: gone(units), agencies: gone(agencies) };
}

function* rulesOf(
  population: SeededPopulation,
  { index, truth, faults }: Story,
  record: OfficialRecord,
  former: FormerPlaces,
): Iterable<string> {
  for (const fault of faults) {
    const rule = RULE_OF_FAULT[fault];
    if (rule) yield rule;
  }
  const inService = record.leftOn === null;
  if (faults.includes('NUMBER_MISMATCH')) {
    yield record.sex === truth.sex ? 'official-number-birth-year' : 'official-number-sex';
    // The social insurance has the truth.
    yield 'official-identity-differs';
    // The date of retirement follows from what is recorded.
    if (inService && retirementDate(record.birthDate, record.sex) <= AS_OF) yield 'retirement-overdue';
  }
  if (faults.includes('OLD_UNIT_CODE')) {
    if (record.unitId && former.units.has(record.unitId)) yield 'official-former-unit';
    if (former.agencies.has(record.agencyId)) yield 'official-former-agency';
  }
  if (faults.includes('CITIZEN_NOT_MATCHED')) {
    const { outcome } = population.expectedMatch(index);
    const rule = RULE_OF_OUTCOME[outcome];
    if (rule) yield rule;
    if (outcome === 'DECEASED' && inService) yield 'deceased-in-service';
  }
}

/** The first day of the three months that employers who stopped have not paid. */
const FIRST_MISSING = `${CONTRIBUTION_MONTHS.at(-3)}-01`;

/** Of workers and of those who are neither official nor worker. `employing` gains the employers who owe three months for someone. */
function* ofOthers(
  { personKey: key }: SeededPopulation,
  { index, faults, truth, labour }: Story,
  employing: Set<string>,
): Iterable<ExpectedFinding> {
  if (faults.includes('EMPLOYER_STOPPED_CONTRIBUTING'))
    for (const { from, endedOn, employerTaxCode } of labour()?.contracts ?? [])
      if (endedOn === null && from <= FIRST_MISSING) employing.add(employerTaxCode);
  if (faults.includes('BENEFIT_BESIDE_CONTRIBUTION'))
    yield { ruleId: 'benefit-beside-contribution', recordId: recordId('labor-employment', 'claim', index, 0) };
  if (faults.includes('NO_PENSION_AT_75'))
    yield { ruleId: 'elder-without-pension', recordId: personKey(truth.personalNumber, key) };
}

function* ofEmployers(population: SeededPopulation, employing: Set<string>): Iterable<ExpectedFinding> {
  for (let index = 0; index < population.employerCount; index++) {
    for (const fault of population.employerFaults(index)) {
      const ruleId = RULE_OF_FAULT[fault];
      if (ruleId) yield { ruleId, recordId: population.employer(index).taxCode };
    }
  }
  for (const taxCode of employing) yield { ruleId: 'employer-not-contributing', recordId: taxCode };
}

function* ofAgencies(
  population: SeededPopulation,
  agencies: ReturnType<typeof seededAgencies>,
  former: FormerPlaces,
): Iterable<ExpectedFinding> {
  const kept = (ids: Iterable<string>) => [...ids].filter((id) => !former.agencies.has(id));
  for (const id of kept(agencies.overRated())) yield { ruleId: 'excellent-over-quota', recordId: id };
  const year = Number(AS_OF.slice(0, 4));
  for (const id of kept(agencies.overPosts(population.payrollQuotas(), year)))
    yield { ruleId: 'payroll-over-quota', recordId: id };
  const upToDate = new Set(population.upToDateOwners);
  for (const id of kept(agencies.owners()))
    if (!upToDate.has(id)) yield { ruleId: 'owner-stopped-updating', recordId: id };
}
