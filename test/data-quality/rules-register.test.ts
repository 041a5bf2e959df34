import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_register');
});
afterAll(() => staged?.stop());

/** One official of each outcome of the comparison with the population register, and one never compared. */
const officials = [
  {},
  { id: id(2), match_outcome: 'NOT_FOUND' },
  { id: id(3), match_outcome: 'MISMATCH', match_fields: ['FULL_NAME', 'BIRTH_DATE'] },
  { id: id(4), match_outcome: 'DECEASED' },
  { id: id(5), match_outcome: 'DECEASED', status: 'DECEASED', left_on: '2026-05-01' },
  { id: id(6), match_outcome: 'SUPERSEDED' },
  { id: id(7), match_outcome: null, match_fields: null },
];
const judge = (rule: string) => staged.judge(rule, { 'officials.officials': officials });

test('citizen-not-found', async () => {
  const found = await judge('citizen-not-found');
  expect(found).toEqual([{ id: id(2) }]);
  expect(explained('citizen-not-found', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Cơ sở dữ liệu quốc gia về dân cư không có công dân nào mang số định danh cá nhân ghi trong hồ sơ.
    Số định danh cá nhân của một công dân có trong Cơ sở dữ liệu quốc gia về dân cư (Nghị định 27/2026/NĐ-CP).
    Đối chiếu thẻ căn cước của người này, sửa số định danh cá nhân trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu số đúng, đề nghị công an cấp xã kiểm tra.

    Record of an official in the national database on cadres, civil servants and public employees
    The national population database has no citizen with the personal identity number of this record.
    A personal identity number that the population database has (Decree 27/2026/NĐ-CP).
    Compare with the person's identity card and correct the personal identity number of the record in the national database on cadres, civil servants and public employees; if it is right, ask the commune police to check."
  `);
});

test('citizen-mismatch', async () => {
  const found = await judge('citizen-mismatch');
  expect(found).toEqual([{ id: id(3), details: { fields: ['FULL_NAME', 'BIRTH_DATE'] } }]);
  expect(explained('citizen-mismatch', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Đối chiếu theo số định danh cá nhân: họ và tên, ngày sinh trong hồ sơ khác với Cơ sở dữ liệu quốc gia về dân cư.
    Họ tên, giới tính, ngày sinh đúng như Cơ sở dữ liệu quốc gia về dân cư (Nghị định 27/2026/NĐ-CP).
    Đối chiếu thẻ căn cước. Nếu hồ sơ sai, sửa họ và tên, ngày sinh hoặc số định danh cá nhân trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu dữ liệu dân cư sai, đề nghị công an cấp xã điều chỉnh.

    Record of an official in the national database on cadres, civil servants and public employees
    Compared by the personal identity number: full name, date of birth of the record differ from the national population database.
    Name, sex and date of birth as in the national population database (Decree 27/2026/NĐ-CP).
    Compare with the identity card. If the record is wrong, correct full name, date of birth or the personal identity number in the national database on cadres, civil servants and public employees; if the population database is, ask the commune police to correct it."
  `);
});

test('deceased-in-service', async () => {
  const found = await judge('deceased-in-service');
  expect(found).toEqual([{ id: id(4), details: { status: 'ACTIVE' } }]);
  expect(explained('deceased-in-service', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Cơ sở dữ liệu quốc gia về dân cư ghi công dân này đã mất, nhưng hồ sơ ghi đang công tác và không có ngày rời cơ quan.
    Tình trạng đã từ trần và ngày rời cơ quan là ngày mất (Nghị định 27/2026/NĐ-CP).
    Xác minh với gia đình và trích lục khai tử. Nếu đúng, ghi tình trạng và ngày vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức, dừng trả lương và giải quyết chế độ tử tuất; nếu sai, báo công an cấp xã.

    Record of an official in the national database on cadres, civil servants and public employees
    By the national population database this citizen has died, but the record says active without a day of leaving.
    The status deceased, with the day of death as the day of leaving (Decree 27/2026/NĐ-CP).
    Ask the family for the death certificate. If it is so, enter status and day in the record in the national database on cadres, civil servants and public employees, stop the pay and settle survivors' benefits; if not, tell the commune police."
  `);
});

test('citizen-superseded', async () => {
  const found = await judge('citizen-superseded');
  expect(found).toEqual([{ id: id(6) }]);
  expect(explained('citizen-superseded', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Số định danh cá nhân ghi trong hồ sơ đã được thay bằng số mới trong Cơ sở dữ liệu quốc gia về dân cư.
    Số định danh cá nhân hiện hành (Luật Căn cước 26/2023/QH15). Số mới ghi ở kết quả đối chiếu dân cư của hồ sơ, chỉ người có thẩm quyền xem được.
    Đối chiếu thẻ căn cước mới, ghi số mới vào hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức, giữ số cũ làm số đã thay thế; kiểm tra giới tính và ngày sinh.

    Record of an official in the national database on cadres, civil servants and public employees
    The national population database has replaced the personal identity number of this record by a new one.
    The number in force (Law on Identification 26/2023/QH15). It stands with the result of the comparison in the record, for those who may see numbers.
    Compare with the new identity card, enter the new number in the record in the national database on cadres, civil servants and public employees and keep the old one as superseded; check sex and date of birth."
  `);
});
