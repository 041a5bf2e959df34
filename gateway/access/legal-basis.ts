/** A document of law by which data is not given, as errors carry it. */
export type LegalBasis = { document: string; title: string; from: string };

type Row = LegalBasis & {
  /** First day on which it no longer applies. */
  to?: string;
  about: 'personal data' | 'sharing';
  /** Where the days were read. */
  source: string;
};

/**
 * Laws and decrees by their days in force, yyyy-MM-dd. Decree 194/2025/NĐ-CP, article 16: who refuses to share data says by
 * which law.
 */
export const documents: readonly Row[] = [
  {
    document: '13/2023/NĐ-CP',
    title: 'Decree on the protection of personal data (Nghị định về bảo vệ dữ liệu cá nhân)',
    about: 'personal data',
    from: '2023-07-01',
    to: '2026-01-01',
    source: 'Decree 13/2023/NĐ-CP, in force 2023-07-01; replaced by 356/2025/NĐ-CP',
  },
  {
    document: '91/2025/QH15',
    title: 'Law on the protection of personal data (Luật Bảo vệ dữ liệu cá nhân)',
    about: 'personal data',
    from: '2026-01-01',
    source: 'Law 91/2025/QH15, in force 2026-01-01',
  },
  {
    document: '356/2025/NĐ-CP',
    title:
      'Decree on the Law on the protection of personal data (Nghị định quy định chi tiết Luật Bảo vệ dữ liệu cá nhân)',
    about: 'personal data',
    from: '2026-01-01',
    source: 'Decree 356/2025/NĐ-CP, in force 2026-01-01',
  },
  {
    document: '194/2025/NĐ-CP',
    title:
      'Decree on national databases, connection and sharing of data (Nghị định về cơ sở dữ liệu quốc gia, kết nối và chia sẻ dữ liệu)',
    about: 'sharing',
    from: '2025-08-19',
    source: 'Decree 194/2025/NĐ-CP, article 40: in force 2025-08-19',
  },
  {
    document: '278/2025/NĐ-CP',
    title:
      'Decree on compulsory connection and sharing of data between agencies (Nghị định về kết nối, chia sẻ dữ liệu bắt buộc)',
    about: 'sharing',
    from: '2025-10-22',
    // Not checked: that it came into force on the day it was signed.
    source: 'Decree 278/2025/NĐ-CP, signed 2025-10-22',
  },
];

/**
 * By which law data is not given.
 *
 * @param isPersonal whether it tells about a person
 * @param day yyyy-MM-dd
 */
export function legalBasisOf(isPersonal: boolean, day: string): LegalBasis[] {
  const about = isPersonal ? 'personal data' : 'sharing';
  return documents
    .filter((row) => row.about === about && row.from <= day && (row.to === undefined || day < row.to))
    .map(({ document, title, from }) => ({ document, title, from }));
}

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });

const hour = 3_600_000;
let known = { hour: Number.NaN, day: '' };

/** Today in Viet Nam, yyyy-MM-dd. Written once an hour: days begin there with an hour of UTC (+07:00, without summer time). */
export function todayInVietnam(): string {
  const now = Math.floor(Date.now() / hour);
  if (now !== known.hour) known = { hour: now, day: calendar.format(now * hour) };
  return known.day;
}
