import { expect, test } from 'vitest';
import { isSameName } from '../../subgraphs/population-register/same-name.ts';

test.each([
  ['composed and decomposed letters', 'Nguyễn Thị Hồng', 'Nguyễn Thị Hồng'.normalize('NFD')],
  ['marks in another order', 'Nguyê\u0303n', 'Ngu\u0079e\u0302\u0303n'],
  ['the old code points of two tone marks', 'Ha\u0340', 'Hà'],
  ['upper case', 'NGUYỄN VĂN ĐỨC', 'Nguyễn Văn Đức'],
  ['spaces', '  Trần  Thị\u00a0Hòa ', 'Trần Thị Hòa'],
  ['a space without width, and a byte order mark', '\ufeffTrần\u200b Hòa', 'Trần Hòa'],
  ['hoà, hòa', 'Trần Thị Hoà', 'Trần Thị Hòa'],
  ['thuý, thúy', 'Lê Thuý', 'Lê Thúy'],
  ['thuỷ, thủy', 'Lê Thuỷ', 'Lê Thủy'],
  ['khoẻ, khỏe', 'Mai Khoẻ', 'Mai Khỏe'],
  ['uỷ, ủy', 'Uỷ', 'Ủy'],
  ['loá, lóa, in capitals', 'LOÁ', 'lóa'],
  ['tuệ, tụê', 'Minh Tuệ', 'Minh Tụê'],
  ['quý, qúy', 'Quý', 'Qúy'],
  ['old style in decomposed letters', 'Hoà'.normalize('NFD'), 'Hòa'],
  ['apostrophes of three kinds', "H'Bia Niê", 'H’Bia Niê'],
  ['an apostrophe with a space', "H' Bia Niê", "H'Bia Niê"],
  ['a hyphen', 'Y-Moan Êban', 'Y Moan Êban'],
  ['dots', 'Nguyễn V. An.', 'Nguyễn V An'],
  ['the Icelandic letter for the Vietnamese one', 'Ðỗ Ðức', 'Đỗ Đức'],
])('are one name: %s', (_, one, other) => {
  expect(isSameName(one, other)).toBe(true);
  expect(isSameName(other, one)).toBe(true);
});

test.each([
  ['with and without a tone', 'Hòa', 'Hoa'],
  ['two tones', 'Hòa', 'Hóa'],
  ['tilde and hook, often confused', 'Nguyễn', 'Nguyển'],
  ['Đ and D', 'Đỗ Dung', 'Đỗ Đung'],
  ['ơ and o', 'Thơm', 'Thom'],
  ['ư and u', 'Tư', 'Tu'],
  ['â and ă', 'Lâm', 'Lăm'],
  ['i and y', 'Quí', 'Quý'],
  ['i and y without a tone', 'Ly', 'Li'],
  ['another middle name', 'Trần Thị Lan', 'Trần Lan'],
  ['another order', 'An Bình', 'Bình An'],
  ['a tone on the other syllable', 'Hòa Binh', 'Hoa Bình'],
  ['a name split otherwise', 'Thị An', 'Thịan'],
  ['no name', '', 'An'],
])('are two names: %s', (_, one, other) => {
  expect(isSameName(one, other)).toBe(false);
  expect(isSameName(other, one)).toBe(false);
});
