import type { LabourPopulation } from '../../subgraphs/labor-employment/seed.ts';
import type { Employer } from '../../subgraphs/population/employer.ts';
import type { Contract, LabourRecord } from '../../subgraphs/population/labour-record.ts';
import type { Story } from '../../subgraphs/population/story.ts';

/** Sài Gòn ward, Hồ Chí Minh City. */
export const saiGon = '26740@2025-07-01';
/** A ward of Bắc Ninh that was a commune until the province became a city on 2026-09-20. */
export const bacNinhWard = '07294@2026-09-20';
/** A ward of Hà Nội that ended on 2025-07-01. */
export const formerHaNoiWard = '00001@start';

// Codes with a right check digit; test/law/tax-code.test.ts counts check digits.

export const software = '0101248141';
export const garments = '0300588569';

function employer(index: number, taxCode: string, name: string, industryCode: string, unitId: string): Employer {
  return {
    index,
    taxCode,
    name,
    nameEn: `Company ${index}`,
    industryCode,
    industryVersion: industryCode === '6201' ? '2018' : '2025',
    unitId,
    status: 'ACTIVE',
    foundedOn: `201${index}-05-01`,
    updatedOn: '2026-06-01',
    stoppedContributing: false,
    vacancies: [],
  };
}

const vacancy = {
  titleEn: 'Sewer',
  monthlySalaryFrom: 7_000_000,
  monthlySalaryTo: 9_000_000,
  closesOn: '2199-12-31',
  unitId: bacNinhWard,
  title: 'Công nhân may',
  occupationCode: '5223',
} as const;

const employers: Employer[] = [
  employer(0, software, 'Công ty TNHH Phần mềm Hoà Bình', '6201', saiGon),
  {
    ...employer(1, garments, 'Công ty Cổ phần May Bắc Ninh', '1410', bacNinhWard),
    vacancies: [
      { ...vacancy, n: 0, quantity: 10, postedOn: '2026-10-01', status: 'OPEN' },
      { ...vacancy, n: 1, quantity: 5, postedOn: '2026-09-01', status: 'OPEN', occupationCode: '4321' },
      { ...vacancy, n: 2, quantity: 99, postedOn: '2026-08-01', status: 'FILLED' },
      // Never reported as filled, though the last day to apply is past.
      { ...vacancy, n: 3, quantity: 77, postedOn: '2026-07-01', status: 'OPEN', closesOn: '2026-09-30' },
    ],
  },
];

function contract(n: number, change: Partial<Contract>): Contract {
  return {
    n,
    kind: 'INDEFINITE',
    from: '2024-01-01',
    to: null,
    endedOn: null,
    employerIndex: 0,
    employerTaxCode: software,
    occupationCode: '2512',
    position: 'Lập trình viên',
    positionEn: 'Programmer',
    workplaceUnitId: saiGon,
    monthlySalary: 20_000_000,
    ...change,
  };
}

const inGarments = { employerIndex: 1, employerTaxCode: garments, workplaceUnitId: bacNinhWard } as const;

function record(n: number, fullName: string, change: Partial<LabourRecord>): LabourRecord {
  return {
    personalNumber: `00109000000${n}`,
    fullName,
    sex: 'MALE',
    birthDate: `199${n}-03-04`,
    residenceUnitId: saiGon,
    status: 'EMPLOYED',
    registeredOn: `2024-0${n + 1}-01`,
    updatedOn: '2026-05-05',
    education: 'UNIVERSITY',
    contracts: [],
    jobSeeker: null,
    claims: [],
    ...change,
  };
}

const records: LabourRecord[] = [
  record(0, 'Nguyễn Thị Hòa', {
    sex: 'FEMALE',
    contracts: [
      contract(0, { kind: 'DEFINITE', from: '2019-01-01', to: '2022-01-02', endedOn: '2022-01-02' }),
      contract(1, { from: '2022-02-01', monthlySalary: 30_000_000 }),
    ],
  }),
  record(1, 'Trần Văn Bình', { contracts: [contract(0, {})] }),
  record(2, 'Lê Văn Cường', {
    residenceUnitId: bacNinhWard,
    contracts: [contract(0, { ...inGarments, occupationCode: '4321', monthlySalary: 9_000_000 })],
  }),
  record(3, 'Phạm Văn Dũng', {
    residenceUnitId: bacNinhWard,
    status: 'UNEMPLOYED',
    contracts: [contract(0, { ...inGarments, occupationCode: '5223', endedOn: '2026-06-30' })],
    jobSeeker: {
      occupationCode: '5223',
      desiredMonthlySalary: 8_000_000,
      desiredUnitId: bacNinhWard,
      registeredOn: '2026-07-10',
      status: 'SEEKING',
    },
    claims: [
      {
        n: 0,
        status: 'RECEIVING',
        submittedOn: '2026-07-15',
        decidedOn: '2026-07-30',
        decisionNumber: '1/QĐ-SNV',
        lastEmployerTaxCode: garments,
        contributedMonths: 61,
        meanInsuredBase: 9_000_000,
        months: 5,
        wageRegion: 'II',
        monthlyAmount: 5_400_000,
        paidMonths: ['2026-08', '2026-09'],
        unitId: bacNinhWard,
      },
    ],
  }),
  record(4, 'Đỗ Văn Em', { status: 'INACTIVE', residenceUnitId: formerHaNoiWard, updatedOn: '2023-01-01' }),
];

const storyOf = (record: LabourRecord, index: number): Story => ({
  index,
  kind: 'WORKER',
  truth: record,
  faults: [],
  officials: () => [],
  labour: () => record,
  socialSecurity: () => {
    throw new Error('the labour register reads no social-security record');
  },
});

/** Five workers and two employers whose every figure can be counted by hand. */
export const smallRegister: LabourPopulation = {
  personKey: Buffer.from('a key for this test'),
  people: () => records.map(storyOf),
  employers: () => employers,
};

/** A job seeker in each of these units. */
export const seekersIn = (units: string[]): LabourPopulation => ({
  ...smallRegister,
  people: () => units.map((unitId, n) => storyOf(seeker(unitId), n)),
  employers: () => [],
});

const seeker = (unitId: string) =>
  record(0, 'Phạm Văn Dũng', {
    status: 'UNEMPLOYED',
    residenceUnitId: unitId,
    jobSeeker: {
      occupationCode: '5223',
      desiredMonthlySalary: 8_000_000,
      desiredUnitId: unitId,
      registeredOn: '2026-07-10',
      status: 'SEEKING',
    },
  });
