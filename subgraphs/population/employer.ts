import type { IndustryVersion } from '../law/industries.ts';

export type EmployerStatus = 'ACTIVE' | 'SUSPENDED' | 'DISSOLVED';

/** `monthlySalaryFrom`/`To` in VND; `closesOn` inclusive. */
export type Vacancy = {
  n: number;
  occupationCode: string;
  title: string;
  titleEn: string;
  quantity: number;
  unitId: string;
  monthlySalaryFrom: number;
  monthlySalaryTo: number;
  postedOn: string;
  closesOn: string;
  status: 'OPEN' | 'FILLED' | 'WITHDRAWN';
};

/** An enterprise; identified across databases by its tax code. */
export type Employer = {
  index: number;
  taxCode: string;
  name: string;
  nameEn: string;
  /** VSIC code of 4 digits in the list of `industryVersion`. */
  industryCode: string;
  industryVersion: IndustryVersion;
  /** A commune of today; a former one with the fault EMPLOYER_FORMER_UNIT. */
  unitId: string;
  status: EmployerStatus;
  foundedOn: string;
  updatedOn: string;
  vacancies: Vacancy[];
  /** Truth of the fault EMPLOYER_STOPPED_CONTRIBUTING: no contribution in the last 3 months. Not to be stored. */
  stoppedContributing: boolean;
};
