import type { WageRegion } from '../law/minimum-wage.ts';
import type { Identity } from './story.ts';

export type WorkerStatus = 'EMPLOYED' | 'UNEMPLOYED' | 'INACTIVE';
export type ContractKind = 'INDEFINITE' | 'DEFINITE';
export type ClaimStatus = 'RECEIVING' | 'ENDED' | 'SUSPENDED' | 'REFUSED';

/** `to` is the last day, null when indefinite or while open; `endedOn` the day it really ended, null while running. */
export type Contract = {
  n: number;
  kind: ContractKind;
  from: string;
  to: string | null;
  endedOn: string | null;
  /** Index into population.employer(). */
  employerIndex: number;
  employerTaxCode: string;
  occupationCode: string;
  position: string;
  positionEn: string;
  workplaceUnitId: string;
  monthlySalary: number;
};

export type JobSeeker = {
  occupationCode: string;
  desiredMonthlySalary: number;
  desiredUnitId: string;
  registeredOn: string;
  status: 'SEEKING' | 'PLACED' | 'WITHDRAWN';
};

/** `paidMonths`: the months paid so far, 'yyyy-MM'; `months`: months granted (3..12). */
export type UnemploymentClaim = {
  n: number;
  status: ClaimStatus;
  submittedOn: string;
  decidedOn: string;
  decisionNumber: string;
  lastEmployerTaxCode: string;
  contributedMonths: number;
  meanInsuredBase: number;
  months: number;
  /** Wage region of the last workplace, which caps the amount. */
  wageRegion: WageRegion;
  monthlyAmount: number;
  paidMonths: string[];
  unitId: string;
};

/** One row of the labour-employment database: recordId('labor-employment', 'worker', story.index, 0). */
export type LabourRecord = Identity & {
  status: WorkerStatus;
  registeredOn: string;
  updatedOn: string;
  education: 'NONE' | 'PRIMARY' | 'VOCATIONAL' | 'COLLEGE' | 'UNIVERSITY' | 'POSTGRADUATE';
  contracts: Contract[];
  jobSeeker: JobSeeker | null;
  claims: UnemploymentClaim[];
};
