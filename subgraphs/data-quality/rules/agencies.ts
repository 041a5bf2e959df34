import type { Rule, Turn } from './rule.ts';
import { databaseNames } from './wording.ts';

const officials = databaseNames.officials;

const agencyEnds: Turn = { from: 'administrative_units.agencies a', key: null, day: 'a.valid_to' };

const payrollOverQuota: Rule = {
  id: 'payroll-over-quota',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'AGENCY',
  reads: ['officials.payroll_quotas', 'officials.officials'],
  title: { vi: 'Số người đang công tác vượt biên chế được giao', en: 'More people in service than posts assigned' },
  about: {
    vi: 'Số cán bộ, công chức, viên chức đang công tác theo hồ sơ không vượt số biên chế và số lượng người làm việc được giao trong năm. Vượt là chưa sắp xếp xong sau sáp nhập hoặc hồ sơ chưa cập nhật người đã rời đi.',
    en: 'The officials in service by the records are no more than the posts assigned for the year. More of them mean that the staff of merged agencies was not yet reduced, or that records of those who left were not updated.',
  },
  source: 'Decree 62/2020/NĐ-CP and Decree 106/2020/NĐ-CP (payroll quotas; unsure whether replaced since)',
  validFrom: '2020-07-20',
  validTo: null,
  applies: `(r.valid_to is null or r.valid_to > as_of())
    and r.id in (select q.agency_id from officials.payroll_quotas q where q.year = extract(year from as_of())::smallint)`,
  found: `select r.id, jsonb_build_object('year', q.year, 'officials', o.officials, 'posts', q.posts) as details
from subject r
join officials.payroll_quotas q on q.agency_id = r.id and q.year = extract(year from as_of())::smallint
join (
  select agency_id, count(*) as officials from officials.officials where left_on is null group by agency_id
) o on o.agency_id = r.id
where o.officials > q.posts`,
  details: { year: { format: 'year' }, officials: { format: 'number' }, posts: { format: 'number' } },
  explanation: {
    found: {
      vi: 'Cơ quan có {officials} người đang công tác theo hồ sơ (tính cả người đi biệt phái).',
      en: 'By the records {officials} people are in service at the agency (with those seconded elsewhere).',
    },
    expected: {
      vi: 'Không quá {posts} biên chế được giao năm {year} (Nghị định 62/2020/NĐ-CP, 106/2020/NĐ-CP).',
      en: 'No more than the {posts} posts assigned for {year} (Decrees 62/2020/NĐ-CP and 106/2020/NĐ-CP).',
    },
    action: {
      vi: `Cơ quan rà soát danh sách trong ${officials.vi}: ghi ngày rời cơ quan của người đã đi, chuyển hồ sơ đến cơ quan mới; nếu thực sự dôi dư, lập phương án tinh giản hoặc đề nghị điều chỉnh biên chế.`,
      en: `The agency goes through its list in ${officials.en}: enters when people left, moves records to their new agency; where there are really too many it plans to reduce them or asks for posts.`,
    },
  },
  touches: 'ALL',
  turns: [
    agencyEnds,
    { from: 'officials.payroll_quotas q', key: null, day: 'make_date(q.year, 1, 1)' },
    { from: 'officials.payroll_quotas q', key: null, day: 'make_date(q.year + 1, 1, 1)' },
  ],
};

const ownerStoppedUpdating: Rule = {
  ...payrollOverQuota,
  id: 'owner-stopped-updating',
  dimension: 'LIVING',
  // All that others read of this owner is out of date.
  severity: 'HIGH',
  reads: ['officials.officials'],
  title: { vi: 'Cơ quan chủ quản ngừng cập nhật hồ sơ', en: 'An owner has stopped updating its records' },
  about: {
    vi: 'Bộ, ngành, địa phương cập nhật hồ sơ khi có quyết định mới. Chưa đến một phần năm số hồ sơ đang công tác được cập nhật trong 12 tháng qua nghĩa là việc cập nhật đã dừng (riêng thay đổi lương cơ sở đã làm mọi hồ sơ thay đổi).',
    en: 'Ministries and localities update records with each decision. Fewer than a fifth of the records in service updated in 12 months means that they have stopped: each change of the base salary alone changes all records.',
  },
  source: 'Decree 27/2026/NĐ-CP (updates within 3 working days); the share of a fifth is ours',
  validFrom: '2026-07-01',
  applies: `r.parent_id is null and (r.valid_to is null or r.valid_to > as_of())
    and r.id in (select o.owner_id from officials.officials o where o.left_on is null)`,
  // Those who left are set aside: an owner that stopped may still record who goes.
  found: `select r.id, jsonb_build_object('records', o.records, 'updated', o.updated, 'lastUpdatedOn', o.last_updated_on) as details
from subject r
join (
  select owner_id, count(*) as records,
    count(*) filter (where updated_at >= (as_of() - interval '12 months')::date) as updated,
    (max(updated_at) at time zone 'Asia/Ho_Chi_Minh')::date as last_updated_on
  from officials.officials where left_on is null group by owner_id
) o on o.owner_id = r.id
where o.updated * 5 < o.records`,
  details: {
    records: { format: 'number' },
    updated: { format: 'number' },
    lastUpdatedOn: { format: 'date' },
  },
  explanation: {
    found: {
      vi: 'Trong {records} hồ sơ đang công tác chỉ có {updated} hồ sơ được cập nhật trong 12 tháng qua; lần cập nhật gần nhất là ngày {lastUpdatedOn}.',
      en: 'Of {records} records in service {updated} were updated in the last 12 months; the latest update was on {lastUpdatedOn}.',
    },
    expected: {
      vi: 'Mỗi quyết định được đồng bộ trong 3 ngày làm việc (Nghị định 27/2026/NĐ-CP).',
      en: 'Each decision reaches the national database within 3 working days (Decree 27/2026/NĐ-CP).',
    },
    action: {
      vi: `Cơ quan chủ quản khôi phục kết nối đồng bộ với ${officials.vi}, rà soát và cập nhật toàn bộ hồ sơ, trước hết là tiền lương, cơ quan và đơn vị hành chính sau sáp nhập.`,
      en: `The owner restores its synchronisation with ${officials.en} and updates all of its records, first pay, agency and unit after the mergers.`,
    },
  },
  turns: [
    agencyEnds,
    {
      from: 'officials.officials o',
      key: null,
      day: `((o.updated_at at time zone 'Asia/Ho_Chi_Minh') + interval '12 months')::date`,
    },
  ],
};

export const agencyRules: readonly Rule[] = [payrollOverQuota, ownerStoppedUpdating];
