/** The parts of an old health insurance card number (mã thẻ bảo hiểm y tế), e.g. HC4 01 0123456789. */
export type HealthCardParts = {
  /** Two letters: the group of insured people (đối tượng). */
  group: string;
  /** One digit: the level of benefit (mức hưởng), 1 to 5. */
  benefitLevel: number;
  /** Two digits: the issuing province by its code of before July 2025. */
  provinceCode: string;
  insuranceNumber: string;
};

/**
 * Reads an old card number of 15 characters, written with or without spaces; null where it is malformed.
 * Source: the form is domain.md's (section 6); that levels run from 1 to 5 is Decision 1351/QĐ-BHXH of 2015 (unsure).
 */
export function parseHealthCard(number: string): HealthCardParts | null {
  const [, group, level, provinceCode, insuranceNumber] =
    /^([A-Z]{2})([1-5])(\d{2})(\d{10})$/.exec(number.replaceAll(' ', '')) ?? [];
  if (!group || !level || !provinceCode || !insuranceNumber) return null;
  return { group, benefitLevel: Number(level), provinceCode, insuranceNumber };
}

/** Some groups of cardholders, a subset (unsure: Decision 1351/QĐ-BHXH of 2015 as commonly reported). */
export const HEALTH_CARD_GROUPS: ReadonlyMap<string, { vi: string; en: string }> = new Map([
  ['DN', { vi: 'người lao động trong doanh nghiệp', en: 'worker of an enterprise' }],
  ['HC', { vi: 'cán bộ, công chức, viên chức', en: 'official' }],
  ['HT', { vi: 'người hưởng lương hưu', en: 'pensioner' }],
  ['TN', { vi: 'người hưởng trợ cấp thất nghiệp', en: 'recipient of unemployment benefit' }],
  ['CC', { vi: 'người có công với cách mạng', en: 'person with merit' }],
  ['BT', { vi: 'người hưởng trợ cấp xã hội', en: 'recipient of social assistance' }],
  ['HN', { vi: 'người thuộc hộ nghèo', en: 'member of a poor household' }],
  ['CN', { vi: 'người thuộc hộ cận nghèo', en: 'member of a near-poor household' }],
  ['TE', { vi: 'trẻ em dưới 6 tuổi', en: 'child under six' }],
  ['HS', { vi: 'học sinh', en: 'pupil' }],
  ['SV', { vi: 'sinh viên', en: 'student' }],
  ['GD', { vi: 'người tham gia theo hộ gia đình', en: 'insured with a household' }],
]);
