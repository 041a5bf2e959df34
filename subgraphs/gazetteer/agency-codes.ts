/** Code of the n-th agency below another: ("H26", 5) -> "H26.05". */
export function childCode(parent: string, number: number | string): string {
  return `${parent}.${String(number).padStart(2, '0')}`;
}

/**
 * The reversed form of before Decision 20/2020/QĐ-TTg (QCVN 102:2016/BTTTT): "H26.05" -> "000.00.05.H26".
 * Null where a level does not fit its place: the communes' three digits came after that form.
 */
export function legacyCode(code: string): string | null {
  const [first, second = '00', third = '00', fourth = '000'] = code.split('.');
  const fits = /^\d{2}$/.test(second) && /^\d{2}$/.test(third) && /^\d{3}$/.test(fourth);
  return fits ? `${fourth}.${third}.${second}.${first}` : null;
}
