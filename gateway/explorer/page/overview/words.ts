import type { RecordKind } from './cards.ts';
import type { Part } from './parts.ts';

const vi = {
  title: 'Các cơ sở dữ liệu quốc gia',
  about:
    'Số liệu lấy từ chính API, không cần đăng nhập. Số người được làm tròn đến 10 gần nhất; nhóm từ 5 người trở xuống không công bố.',
  again: 'Làm mới',
  loading: 'đang tải…',
  untold: 'chưa lấy được',
  failed: 'Cơ sở dữ liệu này không trả lời, hoặc chỉ trả lời một phần. Các cơ sở dữ liệu khác không bị ảnh hưởng.',
  health: 'Tình trạng',
  up: 'hoạt động',
  down: 'không trả lời',
  unknown: 'không rõ',
  owner: 'Chủ quản',
  match: 'Tỷ lệ khớp',
  matchWith: {
    population: 'khớp với Cơ sở dữ liệu quốc gia về dân cư',
    insurance: 'giới tính, ngày sinh không mâu thuẫn với bảo hiểm xã hội',
  },
  unmatched: {
    units: 'danh mục gốc, không so khớp',
    insurance: 'chưa so khớp với Cơ sở dữ liệu quốc gia về dân cư',
  } as Partial<Record<Part, string>>,
  fresh: 'Cập nhật',
  freshAt: {
    records: (day: string) => `hồ sơ mới nhất ngày ${day}`,
    contributions: (month: string) => `tháng đóng gần nhất ${month}`,
    checks: (day: string) => `kiểm tra gần nhất ngày ${day}`,
  },
  unchecked: 'Chưa kiểm tra lần nào.',
  keepers: { insurance: 'Bảo hiểm xã hội Việt Nam' } as Partial<Record<Part, string>>,
  living: (percent: string) => `${percent} phép kiểm tra tính kịp thời đạt`,
  score: 'Điểm chất lượng',
  names: {
    units: 'Đơn vị hành chính và cơ quan',
    officials: 'Cán bộ, công chức, viên chức',
    labour: 'Lao động, việc làm',
    insurance: 'An sinh xã hội',
    quality: 'Chất lượng dữ liệu',
  } satisfies Record<Part, string>,
  records: {
    units: 'Đơn vị hiện hành',
    agencies: 'Cơ quan',
    officials: 'Hồ sơ',
    workers: 'Người lao động',
    insured: 'Hồ sơ tham gia bảo hiểm',
    persons: 'Số người',
    checks: 'Lượt kiểm tra',
    findings: 'Phát hiện chưa xử lý',
  } satisfies Record<RecordKind, string>,
};

const en: typeof vi = {
  title: 'The national databases',
  about:
    'Figures from the API itself, without a token. People are counted to the nearest 10, and groups of 5 or fewer not at all.',
  again: 'Refresh',
  loading: 'loading…',
  untold: 'could not be fetched',
  failed: 'This database does not answer, or only in part. The others are not concerned.',
  health: 'Health',
  up: 'answers',
  down: 'does not answer',
  unknown: 'unknown',
  owner: 'Owner',
  match: 'Match rate',
  matchWith: {
    population: 'matched with the national population database',
    insurance: 'sex and date of birth do not contradict social insurance',
  },
  unmatched: {
    units: 'the reference itself: not matched',
    insurance: 'not yet matched with the national population database',
  },
  fresh: 'Freshness',
  freshAt: {
    records: (day) => `latest record of ${day}`,
    contributions: (month) => `latest month of contribution ${month}`,
    checks: (day) => `last checked on ${day}`,
  },
  unchecked: 'Not checked yet.',
  keepers: { insurance: 'Vietnam Social Security' },
  living: (percent) => `${percent} of the checks of timeliness passed`,
  score: 'Quality score',
  names: {
    units: 'Administrative units and agencies',
    officials: 'Officials',
    labour: 'Labour and employment',
    insurance: 'Social security',
    quality: 'Data quality',
  },
  records: {
    units: 'Units of today',
    agencies: 'Agencies',
    officials: 'Records',
    workers: 'Workers',
    insured: 'Records of the insured',
    persons: 'Persons',
    checks: 'Checks made',
    findings: 'Open findings',
  },
};

export const words = { vi, en };
export type Words = typeof vi;
