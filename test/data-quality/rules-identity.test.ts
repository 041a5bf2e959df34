import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_identity');
});
afterAll(() => staged?.stop());

const malformed = {
  number_form_valid: false,
  number_prefix_known: false,
  number_sex_agrees: null,
  number_year_agrees: null,
};

test('official-number-sex', async () => {
  const found = await staged.judge('official-number-sex', {
    'officials.officials': [{}, { id: id(2), number_sex_agrees: false }, { id: id(3), ...malformed }],
  });
  expect(found).toEqual([{ id: id(2), details: { sex: 'MALE' } }]);
  expect(explained('official-number-sex', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi giới tính nam, nhưng chữ số thứ tư của số định danh cá nhân là của giới tính khác.
    Chữ số thứ tư chẵn đối với nam, lẻ đối với nữ (Điều 13 Nghị định 137/2015/NĐ-CP).
    Đối chiếu giấy khai sinh hoặc thẻ căn cước và Cơ sở dữ liệu quốc gia về dân cư, rồi sửa trường sai (giới tính hoặc số định danh cá nhân) trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says male, but the fourth digit of the personal identity number is that of the other sex.
    The fourth digit is even for men and odd for women (Decree 137/2015/NĐ-CP art. 13).
    Compare with the birth certificate or the identity card and the national population database, and correct the field that is wrong (sex or personal identity number) in the official's record in the national database on cadres, civil servants and public employees."
  `);
});

test('official-number-birth-year', async () => {
  const found = await staged.judge('official-number-birth-year', {
    'officials.officials': [{}, { id: id(2), number_year_agrees: false }, { id: id(3), ...malformed }],
  });
  expect(found).toEqual([{ id: id(2), details: { birthDate: '1985-03-10' } }]);
  expect(explained('official-number-birth-year', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ ghi ngày sinh 10/03/1985, nhưng chữ số thứ tư đến thứ sáu của số định danh cá nhân là của năm sinh khác.
    Chữ số thứ năm và thứ sáu là hai số cuối của năm sinh; chữ số thứ tư là của thế kỷ sinh (Điều 13 Nghị định 137/2015/NĐ-CP).
    Đối chiếu giấy khai sinh hoặc thẻ căn cước và Cơ sở dữ liệu quốc gia về dân cư, rồi sửa trường sai (ngày sinh hoặc số định danh cá nhân) trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The record says born on 1985-03-10, but the fourth to sixth digits of the personal identity number are those of another year of birth.
    The fifth and sixth digits are the last two of the year of birth, and the fourth is of its century (Decree 137/2015/NĐ-CP art. 13).
    Compare with the birth certificate or the identity card and the national population database, and correct the field that is wrong (date of birth or personal identity number) in the official's record in the national database on cadres, civil servants and public employees."
  `);
});

test('official-number-form', async () => {
  const found = await staged.judge('official-number-form', {
    'officials.officials': [
      {},
      { id: id(2), ...malformed },
      { id: id(3), number_prefix_known: false },
      { id: id(4), number_sex_agrees: false },
    ],
  });
  expect(found).toEqual([
    { id: id(2), details: { problems: ['FORM'] } },
    { id: id(3), details: { problems: ['PREFIX'] } },
  ]);
  expect(explained('official-number-form', found[1])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Số định danh cá nhân ghi trong hồ sơ không hợp lệ: ba chữ số đầu không phải mã tỉnh hoặc mã quốc gia nơi đăng ký khai sinh.
    Số gồm 12 chữ số: 3 chữ số nơi đăng ký khai sinh, 1 chữ số thế kỷ và giới tính, 2 chữ số năm sinh, 6 chữ số ngẫu nhiên (Điều 13 Nghị định 137/2015/NĐ-CP).
    Đối chiếu giấy khai sinh hoặc thẻ căn cước và Cơ sở dữ liệu quốc gia về dân cư, rồi sửa trường sai (số định danh cá nhân, giới tính hoặc ngày sinh) trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức.

    Record of an official in the national database on cadres, civil servants and public employees
    The personal identity number in the record cannot be right: its first three digits are no code of a province or country of birth registration.
    A number of 12 digits: 3 for the place of birth registration, 1 for century and sex, 2 for the year of birth, 6 random ones (Decree 137/2015/NĐ-CP art. 13).
    Compare with the birth certificate or the identity card and the national population database, and correct the field that is wrong (personal identity number, sex or date of birth) in the record in the national database on cadres, civil servants and public employees."
  `);
});

test('worker-number', async () => {
  const found = await staged.judge('worker-number', {
    'labor_employment.workers': [{}, { id: id(2), number_sex_agrees: false, number_year_agrees: false }],
  });
  expect(found).toEqual([{ id: id(2), details: { problems: ['SEX', 'BIRTH_YEAR'] } }]);
  expect(explained('worker-number', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Số định danh cá nhân ghi trong hồ sơ không hợp lệ: chữ số thứ tư không khớp với giới tính, chữ số thứ tư đến thứ sáu không khớp với năm sinh.
    Số gồm 12 chữ số: 3 chữ số nơi đăng ký khai sinh, 1 chữ số thế kỷ và giới tính, 2 chữ số năm sinh, 6 chữ số ngẫu nhiên (Điều 13 Nghị định 137/2015/NĐ-CP).
    Đối chiếu giấy khai sinh hoặc thẻ căn cước và Cơ sở dữ liệu quốc gia về dân cư, rồi sửa trường sai (số định danh cá nhân, giới tính hoặc ngày sinh) trong hồ sơ tại cơ sở dữ liệu về lao động, việc làm.

    Record of a registered worker in the database on labour and employment
    The personal identity number in the record cannot be right: its fourth digit does not agree with the sex, its fourth to sixth digits do not agree with the year of birth.
    A number of 12 digits: 3 for the place of birth registration, 1 for century and sex, 2 for the year of birth, 6 random ones (Decree 137/2015/NĐ-CP art. 13).
    Compare with the birth certificate or the identity card and the national population database, and correct the field that is wrong (personal identity number, sex or date of birth) in the record in the database on labour and employment."
  `);
});

test('insured-number', async () => {
  const found = await staged.judge('insured-number', {
    'social_security.insured_persons': [{}, { id: id(2), ...malformed }],
  });
  expect(found).toEqual([{ id: id(2), details: { problems: ['FORM'] } }]);
  expect(explained('insured-number', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người tham gia bảo hiểm xã hội tại Cơ sở dữ liệu quốc gia về bảo hiểm
    Số định danh cá nhân ghi trong hồ sơ không hợp lệ: không gồm đúng 12 chữ số.
    Số gồm 12 chữ số: 3 chữ số nơi đăng ký khai sinh, 1 chữ số thế kỷ và giới tính, 2 chữ số năm sinh, 6 chữ số ngẫu nhiên (Điều 13 Nghị định 137/2015/NĐ-CP).
    Đối chiếu giấy khai sinh hoặc thẻ căn cước và Cơ sở dữ liệu quốc gia về dân cư, rồi sửa trường sai (số định danh cá nhân, giới tính hoặc ngày sinh) trong hồ sơ tại Cơ sở dữ liệu quốc gia về bảo hiểm.

    Record of an insured person in the national insurance database
    The personal identity number in the record cannot be right: it is not 12 digits.
    A number of 12 digits: 3 for the place of birth registration, 1 for century and sex, 2 for the year of birth, 6 random ones (Decree 137/2015/NĐ-CP art. 13).
    Compare with the birth certificate or the identity card and the national population database, and correct the field that is wrong (personal identity number, sex or date of birth) in the record in the national insurance database."
  `);
});

test('official-identity-differs', async () => {
  const found = await staged.judge('official-identity-differs', {
    'officials.officials': [
      {},
      { id: id(2), person_id: id(102), birth_date: '1986-03-10' },
      { id: id(3), person_id: id(103) },
    ],
    'social_security.insured_persons': [
      {},
      { id: id(32), person_id: id(102), sex: 'FEMALE' },
      { id: id(33), person_id: id(102), sex: 'FEMALE' },
    ],
  });
  expect(found).toEqual([
    {
      id: id(2),
      details: {
        fields: ['SEX', 'BIRTH_DATE'],
        sex: 'MALE',
        insuredSex: 'FEMALE',
        birthDate: '1986-03-10',
        insuredBirthDate: '1985-03-10',
      },
    },
  ]);
  expect(explained('official-identity-differs', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Khác nhau về giới tính, ngày sinh: hồ sơ này ghi nam, sinh ngày 10/03/1986; hồ sơ bảo hiểm xã hội của cùng số định danh cá nhân ghi nữ, sinh ngày 10/03/1985.
    Giới tính và ngày sinh giống nhau ở hai nơi và đúng theo Cơ sở dữ liệu quốc gia về dân cư (Nghị định 278/2025/NĐ-CP).
    Đối chiếu với Cơ sở dữ liệu quốc gia về dân cư. Nếu hồ sơ này sai, sửa giới tính, ngày sinh tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu hồ sơ bảo hiểm sai, báo cơ quan bảo hiểm xã hội sửa.

    Record of an official in the national database on cadres, civil servants and public employees
    The two records differ in sex, date of birth: this record says male, born on 1986-03-10; the social insurance record of the same personal identity number says female, born on 1985-03-10.
    The same sex and date of birth in both, as in the national population database (Decree 278/2025/NĐ-CP).
    Compare with the national population database. Where this record is wrong, correct sex or date of birth in the national database on cadres, civil servants and public employees; where the other is, tell the social insurance office."
  `);
});

test('worker-identity-differs', async () => {
  const found = await staged.judge('worker-identity-differs', {
    'labor_employment.workers': [{}, { id: id(2), person_id: id(102), sex: 'FEMALE' }],
    'social_security.insured_persons': [{}, { id: id(32), person_id: id(102) }],
  });
  expect(found).toEqual([
    {
      id: id(2),
      details: {
        fields: ['SEX'],
        sex: 'FEMALE',
        insuredSex: 'MALE',
        birthDate: '1985-03-10',
        insuredBirthDate: '1985-03-10',
      },
    },
  ]);
  expect(explained('worker-identity-differs', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Khác nhau về giới tính: hồ sơ này ghi nữ, sinh ngày 10/03/1985; hồ sơ bảo hiểm xã hội của cùng số định danh cá nhân ghi nam, sinh ngày 10/03/1985.
    Giới tính và ngày sinh giống nhau ở hai nơi và đúng theo Cơ sở dữ liệu quốc gia về dân cư (Nghị định 278/2025/NĐ-CP).
    Đối chiếu với Cơ sở dữ liệu quốc gia về dân cư. Nếu hồ sơ này sai, sửa giới tính, ngày sinh tại cơ sở dữ liệu về lao động, việc làm; nếu hồ sơ bảo hiểm sai, báo cơ quan bảo hiểm xã hội sửa.

    Record of a registered worker in the database on labour and employment
    The two records differ in sex: this record says female, born on 1985-03-10; the social insurance record of the same personal identity number says male, born on 1985-03-10.
    The same sex and date of birth in both, as in the national population database (Decree 278/2025/NĐ-CP).
    Compare with the national population database. Where this record is wrong, correct sex or date of birth in the database on labour and employment; where the other is, tell the social insurance office."
  `);
});

test('name-form', async () => {
  const found = await staged.judge('name-form', { 'officials.officials': [{}, { id: id(2), name_clean: false }] });
  expect(found).toEqual([{ id: id(2), details: {} }]);
  expect(explained('name-form', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Họ và tên trong hồ sơ có ký tự tổ hợp (không phải Unicode dựng sẵn) hoặc khoảng trắng thừa.
    Unicode dựng sẵn (NFC), các từ cách nhau đúng một khoảng trắng (TCVN 6909:2001).
    Gõ lại họ và tên trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức bằng bộ gõ đặt ở bảng mã Unicode dựng sẵn, bỏ khoảng trắng thừa.

    Record of an official in the national database on cadres, civil servants and public employees
    The full name in the record has combining characters (not composed Unicode) or spaces too many.
    Composed Unicode (NFC), words parted by one space (TCVN 6909:2001).
    Type the full name of the record in the national database on cadres, civil servants and public employees again, in composed Unicode and without the superfluous spaces."
  `);
});
