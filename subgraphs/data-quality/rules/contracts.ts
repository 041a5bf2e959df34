import type { Rule } from './rule.ts';
import { databaseNames } from './wording.ts';

const labour = databaseNames['labor-employment'];

const definiteContractTooLong: Rule = {
  id: 'definite-contract-too-long',
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  subject: 'WORKER',
  reads: ['labor_employment.contracts'],
  title: {
    vi: 'Hợp đồng lao động xác định thời hạn quá 36 tháng',
    en: 'A definite contract of more than 36 months',
  },
  about: {
    vi: 'Hợp đồng lao động xác định thời hạn không quá 36 tháng kể từ ngày có hiệu lực. Thời hạn dài hơn là ghi sai ngày hoặc phải là hợp đồng không xác định thời hạn.',
    en: 'A definite contract lasts at most 36 months. A longer one has a wrong date, or has to be an indefinite one.',
  },
  source: 'Labour Code 45/2019/QH14 art. 20',
  validFrom: '2021-01-01',
  validTo: null,
  applies: 'true',
  found: `select r.id, c.id::text as part, jsonb_build_object('employer', c.employer_tax_code, 'startedOn', c.started_on,
    'expiresOn', c.expires_on, 'latest', (c.started_on + interval '36 months')::date) as details
from subject r join labor_employment.contracts c on c.person_id = r.person_id and c.worker_id = r.id
where c.kind = 'DEFINITE' and c.ended_on is null and c.expires_on > (c.started_on + interval '36 months')::date`,
  details: {
    employer: { format: 'text' },
    startedOn: { format: 'date' },
    expiresOn: { format: 'date' },
    latest: { format: 'date' },
  },
  explanation: {
    found: {
      vi: 'Hợp đồng xác định thời hạn với đơn vị có mã số thuế {employer} có hiệu lực từ {startedOn} đến {expiresOn}.',
      en: 'The definite contract with the employer of tax code {employer} runs from {startedOn} to {expiresOn}.',
    },
    expected: {
      vi: 'Thời hạn không quá 36 tháng, muộn nhất đến {latest} (Điều 20 Bộ luật Lao động).',
      en: 'At most 36 months, to {latest} at the latest (Labour Code art. 20).',
    },
    action: {
      vi: `Người sử dụng lao động đối chiếu hợp đồng đã ký rồi báo sửa ngày bắt đầu, ngày hết hạn hoặc loại hợp đồng trong ${labour.vi}.`,
      en: `The employer compares with the signed contract and has its start, its end or its kind corrected in ${labour.en}.`,
    },
  },
  touches: 'OWN',
  turns: [],
};

const contractDates: Rule = {
  ...definiteContractTooLong,
  id: 'contract-dates',
  severity: 'LOW',
  title: { vi: 'Ngày của hợp đồng lao động mâu thuẫn', en: 'The dates of a contract contradict each other' },
  about: {
    vi: 'Hợp đồng xác định thời hạn phải có ngày hết hạn, hợp đồng không xác định thời hạn thì không; ngày hết hạn và ngày kết thúc không sớm hơn ngày bắt đầu.',
    en: 'A definite contract has an agreed end, an indefinite one has none; neither the agreed nor the real end is before the start.',
  },
  found: `select r.id, c.id::text as part, jsonb_build_object('employer', c.employer_tax_code, 'startedOn', c.started_on,
    'problem', case
      when c.kind = 'DEFINITE' and c.expires_on is null then 'END_MISSING'
      when c.kind = 'INDEFINITE' and c.expires_on is not null then 'END_UNEXPECTED'
      else 'ENDS_BEFORE_START' end) as details
from subject r join labor_employment.contracts c on c.person_id = r.person_id and c.worker_id = r.id
where (c.kind = 'DEFINITE') <> (c.expires_on is not null) or c.expires_on < c.started_on or c.ended_on < c.started_on`,
  details: {
    employer: { format: 'text' },
    startedOn: { format: 'date' },
    problem: {
      format: 'code',
      values: {
        END_MISSING: {
          vi: 'hợp đồng xác định thời hạn không có ngày hết hạn',
          en: 'it is definite and has no agreed end',
        },
        END_UNEXPECTED: {
          vi: 'hợp đồng không xác định thời hạn lại có ngày hết hạn',
          en: 'it is indefinite and has an agreed end',
        },
        ENDS_BEFORE_START: {
          vi: 'ngày hết hạn hoặc ngày kết thúc sớm hơn ngày bắt đầu',
          en: 'it ends before it starts',
        },
      },
    },
  },
  explanation: {
    found: {
      vi: 'Hợp đồng với đơn vị có mã số thuế {employer}, bắt đầu ngày {startedOn}: {problem}.',
      en: 'The contract with the employer of tax code {employer} that starts on {startedOn}: {problem}.',
    },
    expected: {
      vi: 'Xác định thời hạn: có ngày hết hạn; không xác định thời hạn: không có; không ngày nào sớm hơn ngày bắt đầu (Điều 20 Bộ luật Lao động).',
      en: 'An agreed end for a definite contract, none for an indefinite one, and no end before the start (Labour Code art. 20).',
    },
    action: {
      vi: `Người sử dụng lao động đối chiếu hợp đồng đã ký rồi báo sửa loại hợp đồng và các ngày trong ${labour.vi}.`,
      en: `The employer compares with the signed contract and has its kind and dates corrected in ${labour.en}.`,
    },
  },
};

const contractExpired: Rule = {
  ...definiteContractTooLong,
  id: 'contract-expired',
  dimension: 'LIVING',
  severity: 'LOW',
  title: {
    vi: 'Hợp đồng lao động đã hết hạn quá 30 ngày nhưng chưa cập nhật',
    en: 'A contract expired more than 30 days ago and was not updated',
  },
  about: {
    vi: 'Hết hạn mà người lao động vẫn làm việc thì trong 30 ngày phải ký hợp đồng mới; quá hạn đó hợp đồng trở thành không xác định thời hạn. Dữ liệu phải phản ánh một trong hai trường hợp hoặc ngày kết thúc.',
    en: 'Who works on after the end of a contract gets a new one within 30 days; after that it becomes an indefinite one. The record has to show either of these, or the end.',
  },
  applies: "r.status = 'EMPLOYED'",
  found: `select r.id, c.id::text as part, jsonb_build_object('employer', c.employer_tax_code, 'expiresOn', c.expires_on) as details
from subject r join labor_employment.contracts c on c.person_id = r.person_id and c.worker_id = r.id
where c.kind = 'DEFINITE' and c.is_main and c.ended_on is null and c.expires_on < as_of() - 30`,
  details: { employer: { format: 'text' }, expiresOn: { format: 'date' } },
  explanation: {
    found: {
      vi: 'Hợp đồng chính với đơn vị có mã số thuế {employer} hết hạn ngày {expiresOn} nhưng vẫn ghi là đang có hiệu lực.',
      en: 'The main contract with the employer of tax code {employer} expired on {expiresOn}, but is still recorded as in force.',
    },
    expected: {
      vi: 'Ngày kết thúc, hợp đồng mới ký trong 30 ngày, hoặc hợp đồng không xác định thời hạn (Điều 20 Bộ luật Lao động).',
      en: 'An end, a new contract made within 30 days, or an indefinite one (Labour Code art. 20).',
    },
    action: {
      vi: `Người sử dụng lao động báo thay đổi: ghi ngày kết thúc hoặc hợp đồng mới của người lao động trong ${labour.vi}.`,
      en: `The employer reports the change: the end, or the worker's new contract, in ${labour.en}.`,
    },
  },
  turns: [{ from: 'labor_employment.contracts c', key: 'c.person_id', day: 'c.expires_on', after: 31 }],
};

const employedWithoutContract: Rule = {
  ...definiteContractTooLong,
  id: 'employed-without-contract',
  dimension: 'SUFFICIENT',
  severity: 'LOW',
  title: {
    vi: 'Ghi có việc làm nhưng không có hợp đồng lao động nào còn hiệu lực',
    en: 'Recorded as employed without a contract in force',
  },
  about: {
    vi: 'Tình trạng có việc làm phải kèm thông tin về việc làm: người sử dụng lao động và hợp đồng. Thiếu thì không biết người này làm việc ở đâu, hoặc tình trạng chưa được cập nhật.',
    en: 'Who is recorded as employed has an employer and a contract. Without them nobody knows where the person works, or the status is out of date.',
  },
  source: 'Employment Law 74/2025/QH15; Decree 318/2025/NĐ-CP (what is registered; article unsure)',
  validFrom: '2026-01-01',
  applies: "r.status = 'EMPLOYED'",
  found: `select r.id, jsonb_build_object('updatedOn', r.updated_on) as details
from subject r
where not exists (select from labor_employment.contracts c
  where c.person_id = r.person_id and c.worker_id = r.id and c.ended_on is null)`,
  details: { updatedOn: { format: 'date' } },
  explanation: {
    found: {
      vi: 'Hồ sơ cập nhật lần cuối ngày {updatedOn} ghi có việc làm nhưng không có hợp đồng lao động nào còn hiệu lực.',
      en: 'The record, last updated on {updatedOn}, says employed but has no contract in force.',
    },
    expected: {
      vi: 'Ít nhất một hợp đồng còn hiệu lực, hoặc tình trạng khác (Nghị định 318/2025/NĐ-CP).',
      en: 'A contract in force at least, or another status (Decree 318/2025/NĐ-CP).',
    },
    action: {
      vi: `Người lao động hoặc người sử dụng lao động bổ sung hợp đồng trong ${labour.vi}; nếu đã nghỉ việc, sửa tình trạng.`,
      en: `The worker or the employer adds the contract in ${labour.en}; if the work has ended, the status is corrected.`,
    },
  },
};

export const contractRules: readonly Rule[] = [
  definiteContractTooLong,
  contractDates,
  contractExpired,
  employedWithoutContract,
];
