import { INDUSTRIES, industryVersion } from '../law/industries.ts';
import { OCCUPATIONS, type Occupation } from '../law/occupations.ts';
import { taxCodeCheckDigit } from '../law/tax-code.ts';
import { dayOf, dayText, workingDay } from './calendar.ts';
import type { Employer } from './employer.ts';
import {
  EMPLOYER_FORMER_UNIT,
  EMPLOYER_STOPPED_CONTRIBUTING,
  type Fault,
  hasFault,
  SUSPECT_TAX_CODE,
} from './faults.ts';
import { permutation } from './permutation.ts';
import type { Commune, Places } from './places.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, random } from './random.ts';
import { vacanciesOf } from './vacancies.ts';

export type Employers = {
  count: number;
  employer(index: number): Employer;
  faults(index: number): Fault[];
  /** What a worker's story needs, without the vacancies. */
  place(index: number): Workplace;
  /** An employer in business, the first ones more often: they are the large ones. */
  working(u: number): number;
  /** A large employer in business that pays its contributions. */
  paying(u: number): number;
};
export type Workplace = {
  index: number;
  taxCode: string;
  commune: Commune;
  stopped: boolean;
  occupations: Occupation[];
};

const JOBS = OCCUPATIONS.filter(({ level, code }) => level === 4 && !code.startsWith('0'));
const INDUSTRY_CODES = INDUSTRIES.filter(({ code, version }) => version === '2025' && code.length === 4).map(
  ({ code }) => code,
);
const OLD_INDUSTRY_CODES = INDUSTRIES.filter(({ code, version }) => version === '2018' && code.length === 4).map(
  ({ code }) => code,
);
const FORMS = [
  ['Công ty TNHH', 'Co., Ltd.'],
  ['Công ty Cổ phần', 'Joint Stock Company'],
  ['Công ty TNHH Một thành viên', 'One Member Co., Ltd.'],
  ['Doanh nghiệp tư nhân', 'Private Enterprise'],
] as const;
const TRADES = [
  ['Dệt may', 'Textile'],
  ['Thủy sản', 'Seafood'],
  ['Xây dựng', 'Construction'],
  ['Thương mại', 'Trading'],
  ['Điện tử', 'Electronics'],
  ['Vận tải', 'Transport'],
  ['Giày da', 'Footwear'],
  ['Thực phẩm', 'Food'],
  ['Cơ khí', 'Engineering'],
  ['Du lịch', 'Tourism'],
  ['Gỗ', 'Wood'],
  ['Nhựa', 'Plastics'],
] as const;
const OWN_NAMES = [
  ['Hòa Bình', 'Hoa Binh'],
  ['Thành Công', 'Thanh Cong'],
  ['Đại Phát', 'Dai Phat'],
  ['Minh Anh', 'Minh Anh'],
  ['Hồng Hà', 'Hong Ha'],
  ['Tân Tiến', 'Tan Tien'],
  ['Phú Thịnh', 'Phu Thinh'],
  ['Sao Mai', 'Sao Mai'],
  ['Việt Hưng', 'Viet Hung'],
  ['Đông Á', 'Dong A'],
  ['Trường Sơn', 'Truong Son'],
  ['Cửu Long', 'Cuu Long'],
  ['An Khang', 'An Khang'],
  ['Nam Hải', 'Nam Hai'],
  ['Bắc Sơn', 'Bac Son'],
  ['Thiên Phúc', 'Thien Phuc'],
] as const;
/** Tax codes begin with a province's number in the tax authority's own list of 64 (unsure). */
const TAX_PREFIXES = Array.from({ length: 64 }, (_, at) => String(at + 1).padStart(2, '0'));

/** Workplaces kept: most workers are in the first, large ones. At national size all of them would take 25 MB. */
const CACHED = 10_000;

/** The enterprises of a population, `count` in all, each made from the seed and its index. */
export function createEmployers(places: Places, seed: number, count: number): Employers {
  const serial = permutation(10_000_000, seed + 11);
  const cache = new Map<number, Workplace>();
  const active = (index: number) => index % 20 !== 19;
  const stopped = (index: number) =>
    active(index) && hasFault(seed, index, PURPOSE.stopped, EMPLOYER_STOPPED_CONTRIBUTING);
  const working = (u: number) => {
    const index = Math.floor(count * u * u);
    return active(index) ? index : index - 1;
  };
  const place = (index: number): Workplace => {
    let found = cache.get(index);
    if (!found) {
      const next = random(seed, index, PURPOSE.employer);
      const commune = pick(next, places.communes);
      const occupations = Array.from({ length: 5 }, () => pick(next, JOBS));
      found = {
        index,
        taxCode: taxCode(serial(index), index, suspect(index)),
        commune,
        stopped: stopped(index),
        occupations,
      };
      if (cache.size >= CACHED) cache.clear();
      cache.set(index, found);
    }
    return found;
  };
  const suspect = (index: number) => hasFault(seed, index, PURPOSE.suspect, SUSPECT_TAX_CODE);
  /** The former commune in which an employer is still recorded, or null for most. */
  const formerUnit = (index: number): string | null =>
    !stopped(index) && !suspect(index) && hasFault(seed, index, PURPOSE.employerPlace, EMPLOYER_FORMER_UNIT)
      ? (place(index).commune.formerCommuneIds[0] ?? null)
      : null;
  return {
    count,
    faults: (index) => [
      ...(stopped(index) ? (['EMPLOYER_STOPPED_CONTRIBUTING'] as const) : []),
      ...(suspect(index) ? (['SUSPECT_TAX_CODE'] as const) : []),
      ...(formerUnit(index) ? (['EMPLOYER_FORMER_UNIT'] as const) : []),
    ],
    place,
    working,
    paying(u) {
      let index = working(u * 0.4);
      while (stopped(index) || !active(index)) index = index === 0 ? count - 1 : index - 1;
      return index;
    },
    employer(index) {
      const { taxCode, commune, stopped, occupations } = place(index);
      const next = random(seed, index, PURPOSE.vacancy);
      const status = active(index) ? 'ACTIVE' : index % 40 === 39 ? 'DISSOLVED' : 'SUSPENDED';
      const founded = workingDay(integer(next, dayOf('1994-01-03'), dayOf('2011-12-01')));
      const updated = workingDay(integer(next, dayOf('2025-11-17'), dayOf('2026-10-28')));
      // Reclassified by about half of the employers so far: the list in force changed on 2025-11-15.
      const industryVersionUsed = next() < 0.5 ? '2018' : industryVersion(dayText(updated));
      const [form, formEn] = pick(next, FORMS);
      const [trade, tradeEn] = pick(next, TRADES);
      const [own, ownEn] = pick(next, OWN_NAMES);
      return {
        index,
        taxCode,
        name: `${form} ${trade} ${own}`,
        nameEn: `${ownEn} ${tradeEn} ${formEn}`,
        industryCode: pick(next, industryVersionUsed === '2018' ? OLD_INDUSTRY_CODES : INDUSTRY_CODES),
        industryVersion: industryVersionUsed,
        unitId: formerUnit(index) ?? commune.id,
        status,
        foundedOn: dayText(founded),
        updatedOn: dayText(updated),
        vacancies: status === 'ACTIVE' ? vacanciesOf(next, commune, occupations) : [],
        stoppedContributing: stopped,
      };
    },
  };
}

/** Unique by its seven digit serial; the first two digits are chosen so that there is a check digit, or for a suspect one, none. */
function taxCode(serial: number, index: number, suspect: boolean): string {
  const digits = String(serial).padStart(7, '0');
  for (let at = 0; at < TAX_PREFIXES.length; at++) {
    const nine = `${TAX_PREFIXES[(index + at) % TAX_PREFIXES.length]}${digits}`;
    const check = taxCodeCheckDigit(nine);
    if ((check === null) === suspect) return `${nine}${check ?? 0}`;
  }
  throw new Error(`no tax code for serial ${serial}`);
}
