import { personKey } from '../kit/person-key.ts';
import type { RareFault } from '../population/faults.ts';
import { rareFaultOf } from '../population/rare-faults.ts';
import { lenderOf } from '../population/rare-faults-of-workers.ts';
import { recordId } from '../population/record-id.ts';
import { CONTRIBUTION_MONTHS, type Population, type Story } from '../population/story.ts';
import type { ExpectedFinding } from './seeded-faults.ts';

/** What the rules must find of the records of a person because of a rare fault: one that other rules notice too is there under each. */
export function* rareFindings(
  { personKey: key }: Pick<Population, 'personKey'>,
  story: Story,
): Iterable<ExpectedFinding> {
  const fault = rareFaultOf(story.faults);
  if (!fault) return;
  const { index, truth } = story;
  const found = FOUND[fault];
  for (const ruleId of found.official?.(story) ?? []) yield { ruleId, recordId: officialId(index, 0) };
  for (const ruleId of found.second ?? []) yield { ruleId, recordId: officialId(index, 1) };
  for (const ruleId of found.worker ?? []) yield { ruleId, recordId: recordId('labor-employment', 'worker', index) };
  for (const ruleId of found.insured ?? []) yield { ruleId, recordId: insuredId(index) };
  for (const ruleId of found.lender ?? []) yield { ruleId, recordId: insuredId(lenderOf(index)) };
  for (const ruleId of found.person ?? []) yield { ruleId, recordId: personKey(truth.personalNumber, key) };
}

const officialId = (index: number, n: number) => recordId('officials', 'official', index, n);
const insuredId = (index: number) => recordId('social-security', 'insured-person', index);

/** The rules that find each record: the official's, which may hang on the story, a second one of the same person, and so on. */
type Found = {
  official?: (story: Story) => string[];
  second?: string[];
  worker?: string[];
  insured?: string[];
  lender?: string[];
  person?: string[];
};

const official = (...ruleIds: string[]): Found => ({ official: () => ruleIds });
const worker = (...ruleIds: string[]): Found => ({ worker: ruleIds });

const FOUND: Record<RareFault, Found> = {
  // Under another number neither the register nor the social insurance knows the person.
  OFFICIAL_NUMBER_FORM: official('official-number-form', 'citizen-not-found', 'official-not-insured'),
  UNTIDY_NAME: official('name-form'),
  STEP_BEYOND_RANK: official('official-step-of-rank'),
  UNEMPLOYMENT_INSURANCE_REVERSED: official('unemployment-insurance-of-official'),
  OFFICIAL_NOT_INSURED: official('official-not-insured'),
  CONTRIBUTIONS_MISSING: official('official-no-contribution'),
  MISSING_FIELDS: official('official-missing-fields'),
  MISSING_HISTORY: { official: missingHistory },
  RECORDED_UNDER_TWO_NUMBERS: {
    ...official('same-name-and-birth-date'),
    second: ['same-name-and-birth-date', 'citizen-not-found', 'official-not-insured'],
  },
  RETIREMENT_DATE_DIFFERS: official('official-retirement-date'),
  PENSION_BESIDE_SERVICE: official('pension-beside-service'),
  CONTRIBUTION_AFTER_LEAVING: official('contribution-after-leaving'),
  RETIRED_WITHOUT_PENSION: official('retired-without-pension'),
  LEFT_WITHOUT_DATE: { official: (story) => ['left-without-date', ...inServiceStill(story)] },
  RETIREMENT_NOT_RECORDED: { official: inServiceStill },
  WORKER_NUMBER_FORM: worker('worker-number', 'worker-not-insured'),
  WORKER_IDENTITY_DIFFERS: worker('worker-identity-differs'),
  WORKER_NOT_INSURED: worker('worker-not-insured'),
  CONTRACT_TOO_LONG: worker('definite-contract-too-long'),
  CONTRACT_DATES: worker('contract-dates'),
  CONTRACT_EXPIRED: worker('contract-expired'),
  EMPLOYED_WITHOUT_CONTRACT: worker('employed-without-contract'),
  WORKER_FORMER_UNIT: worker('worker-former-unit'),
  SHARED_INSURANCE_NUMBER: { insured: ['shared-insurance-number'], lender: ['shared-insurance-number'] },
  INSURED_NUMBER_FORM: { insured: ['insured-number'] },
  INSURED_FORMER_UNIT: { insured: ['insured-former-unit'] },
  SOCIAL_PENSION_BESIDE_PENSION: { person: ['social-pension-beside-pension'] },
};

/** A cadre without any appointment lacks the election too. */
function missingHistory(story: Story): string[] {
  const elected = story.officials().some(({ category, appointments }) => category === 'CAN_BO' && !appointments.length);
  return elected ? ['official-missing-history', 'official-missing-fields'] : ['official-missing-history'];
}

/** What contradicts a record without a day of leaving of somebody who has retired, and draws the pension, or has left. */
function inServiceStill(story: Story): string[] {
  const { insured, pension } = story.socialSecurity();
  const lastPaid = insured[0]?.contributions.at(-1)?.month ?? '';
  return [
    ...(pension ? ['pension-beside-service', 'retirement-overdue'] : []),
    // The first of the last three months.
    ...(lastPaid < (CONTRIBUTION_MONTHS.at(-3) as string) ? ['official-no-contribution'] : []),
  ];
}
