import type { Text } from './rule.ts';
import type { Subject, SubjectName } from './subjects.ts';

/** What the databases are called in explanations. */
export const databaseNames: Readonly<Record<Subject['database'], Text>> = {
  officials: {
    vi: 'Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức',
    en: 'the national database on cadres, civil servants and public employees',
  },
  'labor-employment': { vi: 'cơ sở dữ liệu về lao động, việc làm', en: 'the database on labour and employment' },
  'social-security': { vi: 'Cơ sở dữ liệu quốc gia về bảo hiểm', en: 'the national insurance database' },
  'administrative-units': { vi: 'danh mục đơn vị hành chính', en: 'the list of administrative units' },
};

/** What the records are called. */
export const recordNames: Readonly<Record<SubjectName, Text>> = {
  OFFICIAL: { vi: 'hồ sơ cán bộ, công chức, viên chức', en: 'record of an official' },
  WORKER: { vi: 'hồ sơ đăng ký lao động', en: 'record of a registered worker' },
  EMPLOYER: { vi: 'hồ sơ người sử dụng lao động', en: 'record of an employer' },
  UNEMPLOYMENT_CLAIM: { vi: 'hồ sơ hưởng trợ cấp thất nghiệp', en: 'claim for unemployment benefit' },
  INSURED_PERSON: { vi: 'hồ sơ người tham gia bảo hiểm xã hội', en: 'record of an insured person' },
  ELDER: { vi: 'hồ sơ người cao tuổi hưởng chính sách', en: 'records of an elderly person' },
  AGENCY: { vi: 'dữ liệu của cơ quan, đơn vị', en: 'records of an agency' },
};

export const sexes: Readonly<Record<string, Text>> = {
  MALE: { vi: 'nam', en: 'male' },
  FEMALE: { vi: 'nữ', en: 'female' },
};

export const categories: Readonly<Record<string, Text>> = {
  CAN_BO: { vi: 'cán bộ', en: 'cadre' },
  CONG_CHUC: { vi: 'công chức', en: 'civil servant' },
  VIEN_CHUC: { vi: 'viên chức', en: 'public employee' },
};

export const officialStatuses: Readonly<Record<string, Text>> = {
  ACTIVE: { vi: 'đang công tác', en: 'active' },
  SECONDED: { vi: 'biệt phái', en: 'seconded' },
  RETIRED: { vi: 'đã nghỉ hưu', en: 'retired' },
  LEFT: { vi: 'đã thôi việc', en: 'left' },
  DECEASED: { vi: 'đã từ trần', en: 'deceased' },
};

export const workerStatuses: Readonly<Record<string, Text>> = {
  EMPLOYED: { vi: 'có việc làm', en: 'employed' },
  UNEMPLOYED: { vi: 'thất nghiệp', en: 'unemployed' },
  INACTIVE: { vi: 'không tham gia hoạt động kinh tế', en: 'inactive' },
};

/** Fields of a person that two databases may tell differently. */
export const identityFields: Readonly<Record<string, Text>> = {
  FULL_NAME: { vi: 'họ và tên', en: 'full name' },
  SEX: { vi: 'giới tính', en: 'sex' },
  BIRTH_DATE: { vi: 'ngày sinh', en: 'date of birth' },
};
