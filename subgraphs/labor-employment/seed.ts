import { provinceIndex } from '../gazetteer/province-index.ts';
import { personKey } from '../kit/person-key.ts';
import { row, type SeedRow } from '../kit/seed.ts';
import { findIndustry, INDUSTRIES, type Industry, type IndustryVersion } from '../law/industries.ts';
import { OCCUPATIONS } from '../law/occupations.ts';
import { checkTaxCode } from '../law/tax-code.ts';
import type { Employer } from '../population/employer.ts';
import type { Contract, LabourRecord } from '../population/labour-record.ts';
import { recordId } from '../population/record-id.ts';
import type { Population } from '../population/story.ts';
import {
  employers,
  employmentContracts,
  industries,
  jobSeekers,
  occupations,
  unemploymentClaims,
  vacancies,
  workers,
} from './tables.ts';

/** What this database reads of a population. */
export type LabourPopulation = Pick<Population, 'personKey' | 'employers' | 'people'>;

type ProvinceOf = (unitId: string) => string | null;

/** The rows of the labour-employment database for a population: what the records say, faults included. */
export function* seed(population: LabourPopulation): Iterable<SeedRow> {
  const provinceOf = provinceIndex();
  yield* classifications();
  for (const employer of population.employers()) yield* employerRows(employer, provinceOf);
  for (const story of population.people({ part: 'labour' })) {
    const record = story.labour();
    if (record) yield* workerRows(story.index, record, population.personKey, provinceOf);
  }
}

function* classifications(): Iterable<SeedRow> {
  for (const { code, level, parent, vi, en, unsure } of OCCUPATIONS)
    yield row(occupations, { code, level, parentCode: parent, name: vi, nameEn: en, unsure });
  for (const industry of INDUSTRIES) {
    const { code, version, level, parent, vi, en, unsure } = industry;
    const parentId = parent && industryId(parent, version);
    const section = sectionOf(industry);
    const id = industryId(code, version);
    const edition = editionOf(version);
    yield row(industries, { id, code, edition, level, parentId, section, name: vi, nameEn: en, unsure });
  }
}

const editionOf = (version: IndustryVersion) => `VSIC_${version}` as const;
const industryId = (code: string, version: IndustryVersion) => `${code}@${editionOf(version)}`;

function sectionOf(industry: Industry): string {
  let top = industry;
  while (top.parent !== null) {
    const parent = findIndustry(top.parent, top.version);
    if (!parent) throw new Error(`industry ${top.code} of ${top.version}: parent ${top.parent} is not listed`);
    top = parent;
  }
  return top.code;
}

function* employerRows(employer: Employer, provinceOf: ProvinceOf): Iterable<SeedRow> {
  const { taxCode, name, nameEn, unitId, status, foundedOn, updatedOn } = employer;
  yield row(employers, {
    taxCode,
    taxCodeCheck: checkTaxCode(taxCode),
    name,
    nameEn,
    industryId: industryId(employer.industryCode, employer.industryVersion),
    unitId,
    provinceId: provinceOf(unitId),
    status,
    foundedOn,
    updatedOn,
  });
  for (const vacancy of employer.vacancies)
    yield row(vacancies, {
      id: recordId('labor-employment', 'vacancy', employer.index, vacancy.n),
      employerTaxCode: taxCode,
      occupationCode: vacancy.occupationCode,
      title: vacancy.title,
      titleEn: vacancy.titleEn,
      unitId: vacancy.unitId,
      provinceId: provinceOf(vacancy.unitId),
      openings: vacancy.quantity,
      salaryFrom: vacancy.monthlySalaryFrom,
      salaryTo: vacancy.monthlySalaryTo,
      status: vacancy.status,
      postedOn: vacancy.postedOn,
      closesOn: vacancy.closesOn,
    });
}

function* workerRows(index: number, record: LabourRecord, key: Buffer, provinceOf: ProvinceOf): Iterable<SeedRow> {
  const id = recordId('labor-employment', 'worker', index);
  const personId = personKey(record.personalNumber, key);
  yield row(workers, {
    id,
    personId,
    personalNumber: record.personalNumber,
    fullName: record.fullName,
    sex: record.sex,
    birthDate: record.birthDate,
    status: record.status,
    education: record.education,
    unitId: record.residenceUnitId,
    provinceId: provinceOf(record.residenceUnitId),
    registeredOn: record.registeredOn,
    updatedOn: record.updatedOn,
  });
  yield* contractRows(index, id, record);
  if (record.jobSeeker) {
    const { occupationCode, desiredMonthlySalary, desiredUnitId, registeredOn, status } = record.jobSeeker;
    yield row(jobSeekers, {
      id: recordId('labor-employment', 'job-seeker', index),
      workerId: id,
      personId,
      occupationCode,
      unitId: desiredUnitId,
      provinceId: provinceOf(desiredUnitId),
      expectedSalary: desiredMonthlySalary,
      status,
      registeredOn,
    });
  }
  yield* claimRows(index, id, personId, record, provinceOf);
}

function* contractRows(index: number, workerId: string, { contracts }: LabourRecord): Iterable<SeedRow> {
  const main = contracts.findLast(({ endedOn }) => endedOn === null);
  for (const contract of contracts) {
    const { kind, endedOn, employerTaxCode, occupationCode, position, positionEn } = contract;
    yield row(employmentContracts, {
      id: recordId('labor-employment', 'contract', index, contract.n),
      workerId,
      employerTaxCode,
      isMain: contract === main,
      kind,
      startedOn: contract.from,
      expiresOn: contract.to,
      endedOn,
      occupationCode,
      position,
      positionEn,
      unitId: contract.workplaceUnitId,
      monthlySalary: contract.monthlySalary,
    });
  }
}

function* claimRows(
  index: number,
  workerId: string,
  personId: string,
  { claims, contracts }: LabourRecord,
  provinceOf: ProvinceOf,
): Iterable<SeedRow> {
  for (const claim of claims)
    yield row(unemploymentClaims, {
      id: recordId('labor-employment', 'claim', index, claim.n),
      workerId,
      personId,
      status: claim.status,
      unitId: claim.unitId,
      provinceId: provinceOf(claim.unitId),
      lastEmployerTaxCode: claim.lastEmployerTaxCode,
      submittedOn: claim.submittedOn,
      decidedOn: claim.decidedOn,
      decisionNumber: claim.decisionNumber,
      insuredMonths: claim.contributedMonths,
      averageSalary: claim.meanInsuredBase,
      lastInsuredMonth: lastMonthWith(claim.lastEmployerTaxCode, contracts),
      wageRegion: claim.wageRegion,
      months: claim.months,
      monthlyAmount: claim.monthlyAmount,
      paidMonths: claim.paidMonths,
    });
}

function lastMonthWith(taxCode: string, contracts: Contract[]): string | null {
  const last = contracts.findLast(({ employerTaxCode, endedOn }) => employerTaxCode === taxCode && endedOn !== null);
  return last?.endedOn?.slice(0, 7) ?? null;
}
