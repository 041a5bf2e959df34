import { retirementDate } from '../../subgraphs/law/retirement.ts';
import type { OfficialRecord } from '../../subgraphs/population/official-record.ts';
import { AS_OF, type Identity, type Population, type Story } from '../../subgraphs/population/story.ts';

/** Sài Gòn ward, Hồ Chí Minh City: formed by the reform. */
export const saiGon = '26740@2025-07-01';
/** Hồ Chí Minh City since the reform. */
export const hoChiMinhCity = '79@2025-07-01';
/** Phúc Xá, a ward of Hà Nội that ended on 2025-07-01. */
export const formerHaNoiWard = '00001@start';
/** Hà Nội, which the reform left as it was. */
export const haNoi = '01@start';

const specialist = {
  code: 'CM1',
  name: 'Chuyên viên về nội vụ',
  nameEn: 'Home affairs specialist',
  group: 'PROFESSIONAL',
};
const chair = { code: 'LD1', name: 'Chủ tịch UBND phường', nameEn: 'Ward chair', group: 'MANAGEMENT' };

const salaryStep = {
  rankCode: '01.003',
  overFramePercent: 0,
  positionAllowance: 0,
  decisionNumber: '12/QĐ',
} as const;

function record(n: number, fullName: string, change: Partial<OfficialRecord>): OfficialRecord {
  return {
    n: 0,
    personalNumber: `00109000000${n}`,
    fullName,
    sex: 'MALE',
    birthDate: '1990-03-04',
    residenceUnitId: saiGon,
    ethnicGroup: 'Kinh',
    partyMemberSince: null,
    category: 'CONG_CHUC',
    status: 'ACTIVE',
    agencyId: 'H29.101',
    unitId: saiGon,
    jobPosition: specialist as OfficialRecord['jobPosition'],
    title: null,
    titleEn: null,
    rankCode: '01.003',
    step: 3,
    coefficient: 3,
    positionAllowance: 0,
    overFramePercent: 0,
    hiredOn: '2015-01-01',
    leftOn: null,
    retirementDate: retirementDate(change.birthDate ?? '1990-03-04', change.sex ?? 'MALE'),
    lastPaidMonth: '2026-10',
    citizenMatch: 'MATCHED',
    citizenMatchedAt: '2026-01-05T09:00:00+07:00',
    lastDecisionOn: '2026-04-29',
    createdAt: '2022-01-01T00:00:00+07:00',
    updatedAt: '2026-05-04T10:00:00+07:00',
    appointments: [],
    salarySteps: [
      { ...salaryStep, step: 2, coefficient: 2.67, effectiveFrom: '2021-01-01', effectiveTo: '2024-01-01' },
      { ...salaryStep, step: 3, coefficient: 3, effectiveFrom: '2024-01-01', effectiveTo: null },
    ],
    trainings: [],
    ratings: [{ year: 2025, score: 80, grade: 'GOOD', decidedOn: '2025-12-20' }],
    rewards: [],
    disciplines: [],
    ...change,
  };
}

const excellent = { year: 2025, score: 93, grade: 'EXCELLENT', decidedOn: '2025-12-20' } as const;
const warning = {
  kind: 'WARNING',
  reason: 'Chậm nộp báo cáo',
  reasonEn: 'Late reports',
  decisionNumber: '7/QĐ',
  decidedOn: '2025-05-05',
  effectiveTo: '2026-05-05',
} as const;

const an = record(0, 'Nguyễn Văn An', { category: 'CAN_BO', jobPosition: chair as OfficialRecord['jobPosition'] });

/** By person; the last one was recorded twice. */
const people: OfficialRecord[][] = [
  [an],
  [record(1, 'Trần Thị Hoà', { sex: 'FEMALE', birthDate: '1970-05-15', ratings: [excellent], disciplines: [warning] })],
  // 3.33 is step 4's coefficient (2.34 + 3 x .33); step 3 has 3.00.
  [
    record(2, 'Lê Hòa Bình', {
      lastDecisionOn: '2026-07-01',
      coefficient: 3.33,
      citizenMatch: 'NOT_MATCHED',
      ratings: [excellent],
    }),
  ],
  // Step 10 of a rank of 9 steps: nothing can be expected.
  [record(3, 'Đặng Văn Dũng', { step: 10, coefficient: 5.31, unitId: formerHaNoiWard, agencyId: 'H26.101' })],
  [
    record(4, 'Phạm Văn Đức', {
      unitId: haNoi,
      agencyId: 'H26.01',
      category: 'VIEN_CHUC',
      rankCode: 'V.07.04.32',
      updatedAt: '2025-12-31T17:00:00Z',
    }),
  ],
  // Left in the middle of March, which is the last month due.
  [record(5, 'Võ Thị Én', { status: 'RETIRED', leftOn: '2026-03-15', lastPaidMonth: '2026-03' })],
  [
    record(6, 'Hồ Văn Giang', {
      status: 'DECEASED',
      leftOn: '2026-03-01',
      lastPaidMonth: '2026-03',
      unitId: null,
      agencyId: 'G09.01',
    }),
  ],
  [
    record(7, 'Bùi Văn Hải', { updatedAt: '2025-12-31T16:59:59Z' }),
    record(7, 'Bùi Văn Hải', { n: 1, agencyId: 'H26', unitId: haNoi, status: 'SECONDED' }),
  ],
];

/** Nine records of eight people whose every count can be made by hand. */
export const smallStaff: Population = {
  officials: people.length,
  size: people.length,
  asOf: AS_OF,
  personKey: Buffer.from('a key for this test'),
  *people() {
    for (let index = 0; index < people.length; index++) yield this.story(index);
  },
  story: (index): Story => ({
    index,
    kind: 'OFFICIAL',
    truth: people[index]?.[0] as OfficialRecord & Identity,
    faults: [],
    officials: () => people[index] as OfficialRecord[],
    labour: () => null,
    socialSecurity: () => {
      throw new Error('the officials database reads no social-security record');
    },
  }),
  employers: () => [],
  employer: () => {
    throw new Error('the officials database reads no employer');
  },
  employerCount: 0,
  payrollQuotas: () => [
    { agencyId: 'H26.01', unitId: haNoi, year: 2025, quota: 40, civilServantPosts: 38, publicEmployeePosts: 2 },
    { agencyId: 'H26.01', unitId: haNoi, year: 2026, quota: 38, civilServantPosts: 36, publicEmployeePosts: 2 },
    {
      agencyId: 'H26.101',
      unitId: formerHaNoiWard,
      year: 2026,
      quota: 9,
      civilServantPosts: 9,
      publicEmployeePosts: 0,
    },
    { agencyId: 'G09.01', unitId: null, year: 2026, quota: 7, civilServantPosts: 7, publicEmployeePosts: 0 },
    { agencyId: 'H26.02', unitId: haNoi, year: 2026, quota: 50, civilServantPosts: 50, publicEmployeePosts: 0 },
  ],
};
