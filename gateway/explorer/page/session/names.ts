import type { Worded } from '../frame/language.tsx';

/** The roles of development (gateway/access/roles.ts) in the words of those who hold them. */
export const roleNames: Worded<Record<string, string>> = {
  vi: {
    analyst: 'Cán bộ thống kê',
    'ministry-officer': 'Cán bộ tổ chức của bộ',
    'provincial-officer': 'Cán bộ của tỉnh',
    partner: 'Cơ quan đối tác',
    developer: 'Lập trình viên',
    auditor: 'Thanh tra',
    'data-steward': 'Người quản trị dữ liệu',
  },
  en: {
    analyst: 'Analyst',
    'ministry-officer': 'Ministry officer',
    'provincial-officer': 'Provincial officer',
    partner: 'Partner agency',
    developer: 'Developer',
    auditor: 'Auditor',
    'data-steward': 'Data steward',
  },
};

export const purposeNames: Worded<Record<string, string>> = {
  vi: {
    PERSONNEL_MANAGEMENT: 'Quản lý nhân sự',
    BENEFIT_SETTLEMENT: 'Giải quyết chế độ',
    LABOUR_SUPPORT: 'Hỗ trợ việc làm',
    DATA_QUALITY: 'Chất lượng dữ liệu',
    STATISTICS: 'Thống kê',
    AUDIT: 'Thanh tra, kiểm tra',
  },
  en: {
    PERSONNEL_MANAGEMENT: 'Personnel management',
    BENEFIT_SETTLEMENT: 'Benefit settlement',
    LABOUR_SUPPORT: 'Labour support',
    DATA_QUALITY: 'Data quality',
    STATISTICS: 'Statistics',
    AUDIT: 'Audit',
  },
};
