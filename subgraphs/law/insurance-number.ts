/**
 * An old social insurance number (mã số bảo hiểm xã hội): 10 digits, no check digit. Since 2025-08-01 the personal number
 * replaces it (domain.md, 6), so it lives on only in the crosswalk.
 */
export function isInsuranceNumber(text: string): boolean {
  return /^\d{10}$/.test(text);
}

/** The date from which the personal identity number identifies an insured person. */
export const PERSONAL_NUMBER_REPLACES_INSURANCE_NUMBER_FROM = '2025-08-01';
