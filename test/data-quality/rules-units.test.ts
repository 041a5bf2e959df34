import { afterAll, beforeAll, expect, test } from 'vitest';
import { explained, id, stagedRules } from './staged-rules.ts';

let staged: Awaited<ReturnType<typeof stagedRules>>;
beforeAll(async () => {
  staged = await stagedRules('rules_units');
});
afterAll(() => staged?.stop());

const former = { valid_from: null, valid_to: '2025-07-01' };
/** 00001 went into 10001 whole; 00002 was split; 00003 went into a commune that became a ward since; of 00004 nothing is known. */
const places = {
  'administrative_units.units': [
    {},
    { id: '10002@2025-07-01', code: '10002' },
    { id: '10003@2025-07-01', code: '10003', valid_to: '2026-04-30' },
    { id: '10003@2026-04-30', code: '10003', valid_from: '2026-04-30' },
    { id: '00001@start', code: '00001', ...former },
    { id: '00002@start', code: '00002', ...former },
    { id: '00003@start', code: '00003', ...former },
    { id: '00004@start', code: '00004', ...former },
  ],
  'administrative_units.successions': [
    {},
    { from_id: '00002@start' },
    { from_id: '00002@start', to_id: '10002@2025-07-01' },
    { from_id: '00003@start', to_id: '10003@2025-07-01' },
    { from_id: '10003@2025-07-01', to_id: '10003@2026-04-30', effective_from: '2026-04-30' },
  ],
};
const finding = (number: number | string, unit: string, successors: string[], endedOn = '2025-07-01') => ({
  id: typeof number === 'number' ? id(number) : number,
  details: { unit, endedOn, successors },
  correction: successors.length > 0 ? { field: 'unit', values: successors, certain: successors.length === 1 } : null,
});

/** The same of a record whose unit is that of a residence. */
const residing = (found: ReturnType<typeof finding>) => ({
  ...found,
  correction: found.correction && { ...found.correction, field: 'residence' },
});

test('official-former-unit', async () => {
  const found = await staged.judge('official-former-unit', {
    ...places,
    'officials.officials': [
      {},
      { id: id(2), unit_id: '00001@start' },
      { id: id(3), unit_id: '00002@start' },
      { id: id(4), unit_id: '00003@start' },
      { id: id(5), unit_id: '10003@2025-07-01' },
      { id: id(6), unit_id: '00004@start' },
      { id: id(7), unit_id: null },
      // Left on the last day of the former unit, and a day later.
      { id: id(8), unit_id: '00001@start', status: 'LEFT', left_on: '2025-06-30' },
      { id: id(9), unit_id: '00001@start', status: 'LEFT', left_on: '2025-07-01' },
    ],
  });
  expect(found).toEqual([
    finding(2, '00001@start', ['10001@2025-07-01']),
    finding(3, '00002@start', ['10001@2025-07-01', '10002@2025-07-01']),
    finding(4, '00003@start', ['10003@2026-04-30']),
    finding(5, '10003@2025-07-01', ['10003@2026-04-30'], '2026-04-30'),
    finding(6, '00004@start', []),
    finding(9, '00001@start', ['10001@2025-07-01']),
  ]);
  expect(explained('official-former-unit', found[1])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Đơn vị hành chính nơi công tác ghi là 00002@start, đơn vị hành chính đã hết hiệu lực từ ngày 01/07/2025.
    Đơn vị hành chính đang có hiệu lực theo Nghị quyết 202/2025/QH15 và các nghị quyết sắp xếp cấp xã, kế thừa đơn vị cũ: Phường Mới (10001@2025-07-01), Xã Khác (10002@2025-07-01).
    Nếu chỉ có một đơn vị kế thừa, ghi đơn vị đó làm đơn vị hành chính nơi công tác trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu đơn vị cũ bị chia tách, xác minh thực tế rồi chọn trong các đơn vị nêu trên.

    Record of an official in the national database on cadres, civil servants and public employees
    The unit of work is 00002@start, an administrative unit that ended on 2025-07-01.
    A unit that exists by Resolution 202/2025/QH15 and those on the communes, and carries on the former one: Phường Mới (10001@2025-07-01), Xã Khác (10002@2025-07-01).
    Where there is one successor, enter it as unit of work of the record in the national database on cadres, civil servants and public employees; where the former unit was split, find out which of those named it is."
  `);
  expect(explained('official-former-unit', found[4])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Đơn vị hành chính nơi công tác ghi là 00004@start, đơn vị hành chính đã hết hiệu lực từ ngày 01/07/2025.
    Đơn vị hành chính đang có hiệu lực theo Nghị quyết 202/2025/QH15 và các nghị quyết sắp xếp cấp xã, kế thừa đơn vị cũ: chưa xác định.
    Nếu chỉ có một đơn vị kế thừa, ghi đơn vị đó làm đơn vị hành chính nơi công tác trong hồ sơ tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức; nếu đơn vị cũ bị chia tách, xác minh thực tế rồi chọn trong các đơn vị nêu trên.

    Record of an official in the national database on cadres, civil servants and public employees
    The unit of work is 00004@start, an administrative unit that ended on 2025-07-01.
    A unit that exists by Resolution 202/2025/QH15 and those on the communes, and carries on the former one: not known.
    Where there is one successor, enter it as unit of work of the record in the national database on cadres, civil servants and public employees; where the former unit was split, find out which of those named it is."
  `);
});

test('a unit that ends later is valid until then', async () => {
  const rows = { ...places, 'officials.officials': [{ unit_id: '10003@2025-07-01' }] };
  expect(await staged.judge('official-former-unit', rows, '2026-04-29')).toEqual([]);
  expect(await staged.judge('official-former-unit', rows, '2026-04-30')).toHaveLength(1);
});

test('official-former-agency', async () => {
  const committee = { kind: 'PEOPLES_COMMITTEE', level: 'COMMUNE' };
  const found = await staged.judge('official-former-agency', {
    ...places,
    'administrative_units.agencies': [
      {},
      { id: 'H26.21', level: 'DISTRICT', kind: 'PEOPLES_COMMITTEE', unit_id: null, valid_to: '2025-07-01' },
      { id: 'H26.101', ...committee, unit_id: '10001@2025-07-01' },
      { id: 'H26.102', ...committee, unit_id: '10002@2025-07-01' },
      { id: 'H26.103', kind: 'PUBLIC_SERVICE_UNIT', unit_id: '10001@2025-07-01' },
    ],
    'officials.officials': [
      {},
      { id: id(2), agency_id: 'H26.21', unit_id: '00002@start' },
      { id: id(3), agency_id: 'H26.21' },
      { id: id(4), agency_id: 'H26.21', unit_id: null },
      { id: id(5), agency_id: 'H26.21', unit_id: '00002@start', status: 'RETIRED', left_on: '2025-06-01' },
    ],
  });
  const agency = (number: number, successors: string[]) => ({
    id: id(number),
    details: { agency: 'H26.21', endedOn: '2025-07-01', successors },
    correction: successors.length > 0 ? { field: 'agency', values: successors, certain: false } : null,
  });
  expect(found).toEqual([agency(2, ['H26.101', 'H26.102']), agency(3, ['H26.101']), agency(4, [])]);
  expect(explained('official-former-agency', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ cán bộ, công chức, viên chức tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức
    Hồ sơ thuộc Ủy ban nhân dân huyện Cũ (H26.21), cơ quan đã kết thúc hoạt động từ ngày 01/07/2025.
    Cơ quan đang hoạt động mà người này công tác (mã theo Quyết định 20/2020/QĐ-TTg). Ủy ban nhân dân của các đơn vị kế thừa địa bàn: H26.101, H26.102.
    Theo quyết định điều động khi sắp xếp bộ máy, chuyển hồ sơ đến cơ quan mới tại Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức và ghi quyết định vào quá trình công tác; cơ quan mới có thể là sở, ngành của tỉnh.

    Record of an official in the national database on cadres, civil servants and public employees
    The record is of Ủy ban nhân dân huyện Cũ (H26.21), an agency that ended on 2025-07-01.
    The agency where the person serves now (its code by Decision 20/2020/QĐ-TTg). People's Committees of the units that carry on the place: H26.101, H26.102.
    By the decision that transferred the person in the reform, move the record to the new agency in the national database on cadres, civil servants and public employees and enter the decision in its history; the new agency may be a department of the province."
  `);
});

test('worker-former-unit', async () => {
  const found = await staged.judge('worker-former-unit', {
    ...places,
    'labor_employment.workers': [{}, { id: id(2), unit_id: '00001@start' }],
  });
  expect(found).toEqual([residing(finding(2, '00001@start', ['10001@2025-07-01']))]);
  expect(explained('worker-former-unit', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ đăng ký lao động tại cơ sở dữ liệu về lao động, việc làm
    Nơi cư trú ghi là Xã Cũ (00001@start), đơn vị hành chính đã hết hiệu lực từ ngày 01/07/2025.
    Đơn vị hành chính đang có hiệu lực theo Nghị quyết 202/2025/QH15 và các nghị quyết sắp xếp cấp xã, kế thừa đơn vị cũ: Phường Mới (10001@2025-07-01).
    Nếu chỉ có một đơn vị kế thừa, ghi đơn vị đó làm nơi cư trú trong hồ sơ tại cơ sở dữ liệu về lao động, việc làm; nếu đơn vị cũ bị chia tách, xác minh thực tế rồi chọn trong các đơn vị nêu trên.

    Record of a registered worker in the database on labour and employment
    The residence is Xã Cũ (00001@start), an administrative unit that ended on 2025-07-01.
    A unit that exists by Resolution 202/2025/QH15 and those on the communes, and carries on the former one: Phường Mới (10001@2025-07-01).
    Where there is one successor, enter it as residence of the record in the database on labour and employment; where the former unit was split, find out which of those named it is."
  `);
});

test('employer-former-unit', async () => {
  const found = await staged.judge('employer-former-unit', {
    ...places,
    'labor_employment.employers': [{}, { tax_code: '0100109107', unit_id: '00002@start' }],
  });
  expect(found).toEqual([finding('0100109107', '00002@start', ['10001@2025-07-01', '10002@2025-07-01'])]);
  expect(explained('employer-former-unit', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người sử dụng lao động tại cơ sở dữ liệu về lao động, việc làm
    Trụ sở ghi là 00002@start, đơn vị hành chính đã hết hiệu lực từ ngày 01/07/2025.
    Đơn vị hành chính đang có hiệu lực theo Nghị quyết 202/2025/QH15 và các nghị quyết sắp xếp cấp xã, kế thừa đơn vị cũ: Phường Mới (10001@2025-07-01), Xã Khác (10002@2025-07-01).
    Nếu chỉ có một đơn vị kế thừa, ghi đơn vị đó làm trụ sở trong hồ sơ tại cơ sở dữ liệu về lao động, việc làm; nếu đơn vị cũ bị chia tách, xác minh thực tế rồi chọn trong các đơn vị nêu trên.

    Record of an employer in the database on labour and employment
    The seat is 00002@start, an administrative unit that ended on 2025-07-01.
    A unit that exists by Resolution 202/2025/QH15 and those on the communes, and carries on the former one: Phường Mới (10001@2025-07-01), Xã Khác (10002@2025-07-01).
    Where there is one successor, enter it as seat of the record in the database on labour and employment; where the former unit was split, find out which of those named it is."
  `);
});

test('insured-former-unit', async () => {
  const found = await staged.judge('insured-former-unit', {
    ...places,
    'social_security.insured_persons': [{}, { id: id(2), unit_id: '00001@start' }],
  });
  expect(found).toEqual([residing(finding(2, '00001@start', ['10001@2025-07-01']))]);
  expect(explained('insured-former-unit', found[0])).toMatchInlineSnapshot(`
    "Hồ sơ người tham gia bảo hiểm xã hội tại Cơ sở dữ liệu quốc gia về bảo hiểm
    Nơi cư trú ghi là Xã Cũ (00001@start), đơn vị hành chính đã hết hiệu lực từ ngày 01/07/2025.
    Đơn vị hành chính đang có hiệu lực theo Nghị quyết 202/2025/QH15 và các nghị quyết sắp xếp cấp xã, kế thừa đơn vị cũ: Phường Mới (10001@2025-07-01).
    Nếu chỉ có một đơn vị kế thừa, ghi đơn vị đó làm nơi cư trú trong hồ sơ tại Cơ sở dữ liệu quốc gia về bảo hiểm; nếu đơn vị cũ bị chia tách, xác minh thực tế rồi chọn trong các đơn vị nêu trên.

    Record of an insured person in the national insurance database
    The residence is Xã Cũ (00001@start), an administrative unit that ended on 2025-07-01.
    A unit that exists by Resolution 202/2025/QH15 and those on the communes, and carries on the former one: Phường Mới (10001@2025-07-01).
    Where there is one successor, enter it as residence of the record in the national insurance database; where the former unit was split, find out which of those named it is."
  `);
});
