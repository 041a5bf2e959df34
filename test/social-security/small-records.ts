import type { InsuredRecord, SocialSecurityRecord } from '../../subgraphs/population/social-security-record.ts';
import {
  AS_OF,
  CONTRIBUTION_MONTHS,
  type Identity,
  type Population,
  type Story,
} from '../../subgraphs/population/story.ts';

/** Sài Gòn ward, Hồ Chí Minh City. */
export const saiGon = '26740@2025-07-01';
export const hoChiMinhCity = '79@2025-07-01';
/** A ward of Hà Nội that ended on 2025-07-01. */
export const formerHaNoiWard = '00001@start';
export const garments = '0300588569';
export const agency = 'H29.101';

const names = ['Lê An', 'Trần Bình', 'Vũ Chi', 'Đỗ Dũng', 'Hoà Thị Én', 'Ngô Giang', 'Lý Hải', 'Hồ Khoa'];

function identity(index: number, change: Partial<Identity> = {}): Identity {
  return {
    personalNumber: `07909000000${index}`,
    fullName: names[index] as string,
    sex: 'MALE',
    birthDate: `1990-01-0${index + 1}`,
    residenceUnitId: saiGon,
    ...change,
  };
}

type Payer = { base: number; employerTaxCode: string | null; agencyId: string | null; unemploymentInsured: boolean };
const byGarments: Payer = { base: 9_000_000, employerTaxCode: garments, agencyId: null, unemploymentInsured: true };
const byAgency: Payer = { base: 12_000_000, employerTaxCode: null, agencyId: agency, unemploymentInsured: false };
const byOneself: Payer = { base: 2_000_000, employerTaxCode: null, agencyId: null, unemploymentInsured: false };

const months = (from: string, to: string, payer: Payer) =>
  CONTRIBUTION_MONTHS.filter((month) => month >= from && month <= to).map((month) => ({ month, ...payer }));

function insured(of: Identity, change: Partial<InsuredRecord>): InsuredRecord {
  return {
    ...of,
    n: 0,
    insuranceNumber: `790000000${of.personalNumber.at(-1)}`,
    scheme: 'COMPULSORY',
    category: 'CONTRACT_WORKER',
    status: 'CONTRIBUTING',
    joinedOn: '2015-03-01',
    contributionMonths: 100,
    updatedOn: '2026-10-31',
    contributions: [],
    ...change,
  };
}

function record(of: Identity, parts: Partial<SocialSecurityRecord> = {}): SocialSecurityRecord {
  return {
    identity: of,
    insured: [],
    healthCard: {
      cardNumber: `DN479790000000${of.personalNumber.at(-1)}`,
      group: 'DN',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      facility: 'Bệnh viện Quận 1',
      unitId: saiGon,
    },
    benefits: [],
    pension: null,
    socialPension: null,
    assistance: [],
    poorHousehold: null,
    merit: null,
    ...parts,
  };
}

const an = identity(0);
const binh = identity(1);
const chi = identity(2, { sex: 'FEMALE' });
const dung = identity(3, { birthDate: '1951-05-05' });
const en = identity(4, { birthDate: '1954-02-03', sex: 'FEMALE' });
const giang = identity(5, { birthDate: '1964-01-15' });
const hai = identity(6, { birthDate: '1948-01-01' });
const khoa = identity(7, { residenceUnitId: formerHaNoiWard });
const decision = { decisionNumber: '12/QĐ', unitId: saiGon };

const people: SocialSecurityRecord[] = [
  record(an, {
    insured: [insured(an, { category: 'CIVIL_SERVANT', contributions: months('2025-11', '2026-10', byAgency) })],
  }),
  // Recorded twice, and paid for under the second record while the benefit stands on the first.
  record(binh, {
    insured: [
      insured(binh, { status: 'PAUSED', contributions: months('2026-01', '2026-07', byGarments) }),
      insured(binh, { n: 1, insuranceNumber: '7911111111', contributions: months('2026-09', '2026-10', byGarments) }),
    ],
    benefits: [
      {
        n: 0,
        kind: 'UNEMPLOYMENT',
        fromMonth: '2026-08',
        toMonth: '2026-12',
        monthlyAmount: 5_400_000,
        decisionNumber: '7/QĐ',
        decidedOn: '2026-08-10',
      },
    ],
  }),
  // Joined after the personal number had replaced the insurance number; pays for herself.
  record(chi, {
    insured: [
      insured(chi, {
        scheme: 'VOLUNTARY',
        category: 'VOLUNTARY',
        joinedOn: '2026-09-01',
        contributionMonths: 2,
        contributions: months('2026-09', '2026-10', byOneself),
      }),
    ],
    benefits: [
      {
        n: 0,
        kind: 'MATERNITY',
        fromMonth: '2026-09',
        toMonth: '2026-09',
        monthlyAmount: 2_000_000,
        decisionNumber: '8/QĐ',
        decidedOn: '2026-09-20',
      },
    ],
  }),
  record(dung),
  record(en, {
    poorHousehold: {
      householdCode: 'HN0001',
      standard: 'POOR',
      standardFrom: '2022-01-01',
      recognisedOn: '2025-12-15',
      removedOn: null,
      memberCount: 2,
      members: [
        { ...en, relationship: 'HEAD' },
        { personalNumber: null, fullName: 'Hoà Văn Út', sex: 'MALE', birthDate: '2015-01-01', relationship: 'OTHER' },
      ],
      unitId: saiGon,
    },
    assistance: [
      {
        n: 0,
        kind: 'ELDERLY',
        coefficient: 1.5,
        monthlyAmount: 750_000,
        startedOn: '2026-01-01',
        endedOn: null,
        ...decision,
      },
    ],
  }),
  // Paid for by the agency until after the pension began.
  record(giang, {
    insured: [
      insured(giang, {
        category: 'PENSIONER',
        status: 'PENSION',
        contributions: months('2025-11', '2026-05', byAgency),
      }),
    ],
    pension: {
      startedOn: '2026-04-01',
      endedOn: null,
      monthlyAmount: 8_000_000,
      contributionYears: 30,
      ratePercent: 70.5,
      decisionNumber: '3/QĐ',
    },
  }),
  record(hai, {
    socialPension: { startedOn: '2025-07-01', endedOn: null, monthlyAmount: 600_000, ground: 'AGE_75', ...decision },
    merit: {
      kind: 'WAR_INVALID',
      injuryPercent: 41,
      monthlyAmount: 3_100_000,
      recognisedOn: '1980-07-27',
      ...decision,
    },
  }),
  // Paid out once, and not updated since.
  record(khoa, {
    insured: [insured(khoa, { contributions: months('2025-11', '2026-06', byGarments), updatedOn: '2026-10-30' })],
    benefits: [
      {
        n: 0,
        kind: 'LUMP_SUM',
        fromMonth: '2026-07',
        toMonth: '2026-07',
        monthlyAmount: 90_000_000,
        decisionNumber: '9/QĐ',
        decidedOn: '2026-07-10',
      },
    ],
  }),
];

/** Eight people, each with a case that the records must tell apart. */
export const smallPopulation = {
  officials: 1,
  size: people.length,
  asOf: AS_OF,
  personKey: Buffer.alloc(32, 7),
  *people() {
    for (const [index, parts] of people.entries()) yield { index, socialSecurity: () => parts } as unknown as Story;
  },
} as unknown as Population;
