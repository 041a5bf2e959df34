import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_completeness');
});
afterAll(() => staged?.stop());

test('official-missing-fields', async () => {
  const found = await staged.judge('official-missing-fields', {
    'officials.officials': [
      {},
      { id: id(2), has_residence: false, has_ethnic_group: false },
      { id: id(3), position_allowance: 0.3 },
      { id: id(4), position_allowance: 0.3, has_title: true },
      { id: id(5), category: 'CAN_BO', has_appointment: false },
      { id: id(6), has_residence: false, status: 'LEFT', left_on: '2026-01-01' },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { category: 'CONG_CHUC', fields: ['RESIDENCE', 'ETHNIC_GROUP'] } },
    { id: id(3), details: { category: 'CONG_CHUC', fields: ['TITLE'] } },
    { id: id(5), details: { category: 'CAN_BO', fields: ['ELECTION'] } },
  ]);
  expect(explained('official-missing-fields', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ (công chức) thiếu: nơi thường trú, dân tộc.
    Đủ các trường bắt buộc của loại hồ sơ này theo Nghị định 27/2026/NĐ-CP.
    Cơ quan quản lý bổ sung nơi thường trú, dân tộc vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức theo sơ yếu lý lịch và các quyết định lưu trong hồ sơ giấy.

    Record of an official in the national database on cadres, civil servants and public employees
    The record (of a civil servant) lacks: residence, ethnic group.
    All fields that Decree 27/2026/NĐ-CP asks of this category.
    The agency adds residence, ethnic group to the record in the national database on cadres, civil servants and public employees from the curriculum vitae and the decisions on file."
  `);
});

test('left-without-date', async () => {
  const found = await staged.judge('left-without-date', {
    'officials.officials': [
      {},
      { id: id(2), status: 'RETIRED' },
      { id: id(3), status: 'RETIRED', left_on: '2026-01-01' },
      { id: id(4), left_on: '2026-10-31' },
      { id: id(5), left_on: '2026-11-01' },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { status: 'RETIRED', leftOn: null } },
    { id: id(4), details: { status: 'ACTIVE', leftOn: '2026-10-31' } },
  ]);
  expect(explained('left-without-date', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi đã nghỉ hưu, ngày rời cơ quan: không có.
    Có ngày rời cơ quan nếu đã nghỉ hưu, thôi việc hoặc từ trần; không có nếu đang công tác (Nghị định 27/2026/NĐ-CP).
    Theo quyết định nghỉ hưu, thôi việc hoặc giấy chứng tử, ghi ngày rời cơ quan hoặc sửa tình trạng trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says retired, day of leaving: none.
    A day of leaving for the retired, those who left and the dead; none for those in service (Decree 27/2026/NĐ-CP).
    By the decision on retirement or leaving, or the death certificate, enter the day or correct the status of the record in the national database on cadres, civil servants and public employees."
  `);
});

test('official-missing-history', async () => {
  const found = await staged.judge('official-missing-history', {
    'officials.officials': [
      {},
      { id: id(2), has_appointment: false, has_salary_step: false },
      { id: id(3), has_salary_step: false },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { parts: ['APPOINTMENTS', 'SALARY_STEPS'] } },
    { id: id(3), details: { parts: ['SALARY_STEPS'] } },
  ]);
  expect(explained('official-missing-history', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ người đang công tác không có: quá trình tuyển dụng, bổ nhiệm, diễn biến lương.
    Ít nhất một quyết định tuyển dụng, bổ nhiệm hoặc bầu cử, và bậc lương hiện hưởng (Nghị định 27/2026/NĐ-CP).
    Cơ quan quản lý nhập quá trình tuyển dụng, bổ nhiệm, diễn biến lương vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức theo các quyết định lưu trong hồ sơ giấy.

    Record of an official in the national database on cadres, civil servants and public employees
    The record of a person in service has no recruitment and appointments, salary history.
    One recruitment, appointment or election at least, and the present salary step (Decree 27/2026/NĐ-CP).
    The agency enters recruitment and appointments, salary history in the record in the national database on cadres, civil servants and public employees from the decisions on file."
  `);
});
