import type { Rule } from './rule.ts';
import { lastOf, newestMonth, newestMonthTurn } from './sql.ts';
import { databaseNames } from './wording.ts';

const labour = databaseNames['labor-employment'];

const employerTaxCode: Rule = {
  id: 'employer-tax-code',
  dimension: 'CORRECT',
  severity: 'LOW',
  subject: 'EMPLOYER',
  reads: [],
  title: { vi: 'Mã số thuế của người sử dụng lao động đáng ngờ', en: "An employer's tax code is doubtful" },
  about: {
    vi: 'Chữ số thứ mười của mã số thuế là chữ số kiểm tra của chín chữ số đầu. Mã sai chữ số kiểm tra là mã nhập sai; mã mà chín chữ số đầu không có chữ số kiểm tra (số dư 0) thì chưa kết luận được và cần đối chiếu.',
    en: 'The tenth digit of a tax code checks the first nine. A code with another digit was mistyped; one whose first nine have no check digit (remainder 0) cannot be told right or wrong and has to be compared.',
  },
  source: "Circular 86/2024/TT-BTC (form); the tax authority's practice (check digit)",
  validFrom: '2025-02-06',
  validTo: null,
  applies: 'true',
  found: `select r.id, jsonb_build_object('taxCode', r.tax_code, 'check', r.tax_code_check) as details
from subject r where r.tax_code_check <> 'VALID'`,
  details: {
    taxCode: { format: 'text' },
    check: {
      format: 'code',
      values: {
        SUSPECT: {
          vi: 'chín chữ số đầu không có chữ số kiểm tra (số dư 0), chưa kết luận được',
          en: 'its first nine digits have no check digit (remainder 0), so nothing tells it right or wrong',
        },
        INVALID: {
          vi: 'sai cấu trúc hoặc sai chữ số kiểm tra',
          en: 'it is malformed or its check digit is wrong',
        },
      },
    },
  },
  explanation: {
    found: { vi: 'Mã số thuế {taxCode}: {check}.', en: 'Tax code {taxCode}: {check}.' },
    expected: {
      vi: '10 chữ số (hoặc 13 với đơn vị phụ thuộc), chữ số thứ mười = 10 − (31a+29b+23c+19d+17e+13g+7h+5i+3k) mod 11 (cấu trúc: Thông tư 86/2024/TT-BTC).',
      en: '10 digits (13 for a dependent unit), the tenth being 10 − (31a+29b+23c+19d+17e+13f+7g+5h+3i) mod 11 (form: Circular 86/2024/TT-BTC).',
    },
    action: {
      vi: `Đối chiếu với giấy chứng nhận đăng ký doanh nghiệp hoặc dữ liệu của cơ quan thuế; nếu sai, sửa mã số thuế của người sử dụng lao động trong ${labour.vi}.`,
      en: `Compare with the certificate of registration or the tax authority; if it is wrong, correct the employer's tax code in ${labour.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const employerNotContributing: Rule = {
  ...employerTaxCode,
  id: 'employer-not-contributing',
  dimension: 'LIVING',
  // Its workers lose sick pay, health insurance and years of pension.
  severity: 'HIGH',
  reads: ['labor_employment.contracts', 'social_security.contributions', 'social_security.insured_persons'],
  title: {
    vi: 'Người sử dụng lao động 3 tháng không đóng bảo hiểm xã hội',
    en: 'An employer has not contributed for 3 months',
  },
  about: {
    vi: 'Đơn vị đang hoạt động và có người lao động đang làm việc nhưng không đóng bảo hiểm xã hội trong 3 tháng gần nhất có dữ liệu: chậm đóng, trốn đóng, hoặc đã ngừng hoạt động mà chưa cập nhật.',
    en: 'An employer in business with workers under contract has contributed for nobody in the last 3 months that are known: it is in arrears, or has closed and the record was not updated.',
  },
  source: 'Social Insurance Law 41/2024/QH15 art. 34 and 38-39 (due dates, late payment and evasion)',
  validFrom: '2025-07-01',
  applies: `r.status = 'ACTIVE' and r.tax_code in (
    select k.employer_tax_code from labor_employment.contracts k where k.ended_on is null)`,
  found: `select r.id, jsonb_build_object('workers', count(distinct k.worker_id), 'lastMonth', p.last_month,
    'newestMonth', n.month) as details
from subject r
cross join ${newestMonth} n
join labor_employment.contracts k on k.employer_tax_code = r.tax_code and k.ended_on is null
  and k.started_on <= (n.month - interval '2 months')::date
left join (
  select c.employer_tax_code, max(${lastOf('c')}) as last_month from social_security.contributions c
  where c.employer_tax_code is not null group by c.employer_tax_code
) p on p.employer_tax_code = r.tax_code
where p.last_month is null or p.last_month < (n.month - interval '2 months')::date
group by r.id, p.last_month, n.month`,
  details: {
    workers: { format: 'number' },
    lastMonth: { format: 'month', none: { vi: 'chưa có tháng nào', en: 'none in the last year' } },
    newestMonth: { format: 'month' },
  },
  explanation: {
    found: {
      vi: 'Đơn vị có {workers} người lao động đang làm việc nhưng tháng đóng bảo hiểm xã hội gần nhất là: {lastMonth}; dữ liệu đóng đã có đến tháng {newestMonth}.',
      en: 'The employer has {workers} workers under contract, but the last month contributed is: {lastMonth}; contributions are known until {newestMonth}.',
    },
    expected: {
      vi: 'Đóng hằng tháng cho mọi người lao động có hợp đồng từ đủ 01 tháng, chậm nhất ngày cuối cùng của tháng tiếp theo (Điều 34 Luật Bảo hiểm xã hội 41/2024/QH15).',
      en: 'Monthly contributions for all workers with a contract of a month or more, by the last day of the next month (Social Insurance Law 41/2024/QH15 art. 34).',
    },
    action: {
      vi: `Cơ quan bảo hiểm xã hội đôn đốc, xử lý chậm đóng. Nếu đơn vị đã ngừng hoạt động hoặc hợp đồng đã kết thúc, sửa tình trạng người sử dụng lao động và ngày kết thúc hợp đồng trong ${labour.vi}.`,
      en: `The social insurance office collects the arrears. If the employer has closed or the contracts have ended, correct the employer's status and the end of the contracts in ${labour.en}.`,
    },
  },
  turns: [newestMonthTurn],
};

export const employerRules: readonly Rule[] = [employerTaxCode, employerNotContributing];
