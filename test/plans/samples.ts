/**
 * Values to filter by, by the argument's or the input field's name: those that few records have and those that many have. What
 * is not here is asked for by its type: each value of an enum, both booleans, dates long ago and of now.
 */
export const samples: Record<string, readonly unknown[]> = {
  unitIds: [['26740@2025-07-01'], ['01@start'], ['00004@2025-07-01', '26740@2025-07-01']],
  provinceIds: [['79@2025-07-01'], ['01@start', '24@2026-09-20']],
  provinceToday: ['79@2025-07-01', '01@start'],
  agencyCode: ['H29', 'G09'],
  agencyCodes: [['H29'], ['G09', 'H29.1']],
  agencyIds: [['H29']],
  underAgencyCode: ['H29', 'G09'],
  ownerIds: [['H29'], ['G09']],
  ruleIds: [['official-coefficient']],
  rankCode: [['01.003'], ['01.001']],
  name: ['nguyễn văn', 'Nguyễn Thị Minh Khai', 'hoà'],
  group: [['HC'], ['HT']],
  insuranceNumber: ['7900000001'],
  standardId: ['2022-2026'],
  employerTaxCodes: [['0100109106']],
  occupationCodes: [['2'], ['2310']],
  industries: [[{ code: 'C' }], [{ code: '10', edition: 'VSIC_2025' }]],
  insuredBaseFrom: [3_000_000, 40_000_000],
  insuredBaseBelow: [3_000_000, 40_000_000],
  year: [2024],
};

/** Values of a scalar for what `samples` does not name. */
export const samplesOfScalar: Record<string, readonly unknown[]> = {
  Date: ['1966-01-01', '2026-09-01'],
  YearMonth: ['2026-05', '2026-09'],
  Boolean: [true, false],
  UnitCode: ['79'],
  AgencyCode: ['H29'],
};
