import { draw, pick, type Random, weighted } from './random.ts';
import type { Sex } from './story.ts';

/** 'Nguyễn 38.4, Trần 12.1' as pairs of a name and its weight. */
function shares(text: string): [string, number][] {
  return text.split(', ').map((row) => {
    const at = row.lastIndexOf(' ');
    return [row.slice(0, at), Number(row.slice(at + 1))];
  });
}

/** Percent of the population by surname. Source: Lê Trung Hoa, "Họ và tên người Việt Nam" (2005), as widely quoted; the tail is (unsure). */
const SURNAMES = shares(
  'Nguyễn 38.4, Trần 12.1, Lê 9.5, Phạm 7, Hoàng 3.1, Huỳnh 2, Phan 4.5, Vũ 2.2, Võ 1.7, Đặng 2.1, Bùi 2, ' +
    'Đỗ 1.4, Hồ 1.3, Ngô 1.3, Dương 1, Lý 0.5, Đinh 0.9, Trương 0.9, Đào 0.8, Đoàn 0.7, Lương 0.7, ' +
    'Trịnh 0.7, Mai 0.6, Hà 0.6, Tạ 0.5, Lâm 0.5, Cao 0.5, Phùng 0.5, Chu 0.3, Thái 0.3, Tô 0.3, Quách 0.2, ' +
    'Kiều 0.2, Nghiêm 0.2, Vương 0.2',
);

const KINH = weighted(SURNAMES);

/** Surnames usual in some ethnic groups (unsure); the groups not named here use the Kinh ones. */
const ETHNIC_SURNAMES: Record<string, readonly string[]> = {
  Tày: 'Nông Hoàng Lý Bế Ma Hà Đàm Lương'.split(' '),
  Nùng: 'Nông Hoàng Vi Lục Lý Phùng Triệu'.split(' '),
  Thái: 'Lò Cà Quàng Tòng Lường Cầm Vi Hà'.split(' '),
  Mông: 'Giàng Vàng Sùng Thào Vừ Mùa Lý Hạng'.split(' '),
  Mường: 'Bùi Quách Đinh Hà Phạm Bạch'.split(' '),
  Khmer: 'Thạch Sơn Kim Danh Châu Lâm Kiên'.split(' '),
};

const MALE_MIDDLE = weighted(
  shares(
    'Văn 30, Đức 9, Hữu 8, Quang 7, Minh 7, Xuân 5, Ngọc 5, Thanh 5, Đình 5, Công 4, Quốc 4, Duy 3, Trọng 3, ' +
      'Anh 3, Bá 2, Gia 2',
  ),
);
const FEMALE_MIDDLE = weighted(
  shares(
    'Thị 52, Thị Thu 4, Thị Thanh 4, Thị Ngọc 4, Thị Hồng 3, Thị Kim 3, Thị Mỹ 2, Thị Bích 2, Ngọc 5, Thu 4, ' +
      'Thanh 4, Minh 4, Phương 3, Hồng 3, Khánh 2, Thùy 2, Diệu 1',
  ),
);
const MALE_GIVEN = (
  'An Anh Bảo Bình Chiến Chung Cường Dũng Duy Dương Đạt Điệp Đông Đức Giang Hải Hào Hiếu Hòa Hoàng Hùng Huy ' +
  'Hưng Khánh Khoa Kiên Lâm Linh Long Lộc Luân Mạnh Minh Nam Nghĩa Nhân Phong Phú Phúc Phương Quang Quân ' +
  'Quý Sơn Tài Tâm Tân Thái Thành Thắng Thịnh Tiến Toàn Trung Trường Tuấn Tùng Việt Vinh Vũ'
).split(' ');
const FEMALE_GIVEN = (
  'An Anh Ánh Bích Châu Chi Diễm Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hòa Hồng Huệ Huyền Hương Khánh ' +
  'Lan Liên Linh Loan Ly Mai Minh My Nga Ngân Ngọc Nguyệt Nhàn Nhi Nhung Oanh Phương Phượng Quỳnh Tâm Thanh ' +
  'Thảo Thơ Thu Thúy Thủy Tiên Trang Trinh Tuyết Tú Uyên Vân Vy Xuân Yến Mận Thương'
).split(' ');
const EDE_CLANS = ['Niê', 'Mlô', 'Kbuôr', 'Êban', 'Ayun', 'Byă'] as const;
const EDE_GIVEN = ['Thuận', 'Hiền', 'Bia', 'Nguyên', 'Lan', 'Phương', 'Nam', 'Duyên'] as const;

/** A full name in NFC as written in Vietnam: surname, middle names, given name (Ê Đê: Y or H', given name, clan). */
export function fullName(next: Random, sex: Sex, ethnicGroup: string): string {
  if (ethnicGroup === 'Ê Đê') return `${sex === 'MALE' ? 'Y ' : "H'"}${pick(next, EDE_GIVEN)} ${pick(next, EDE_CLANS)}`;
  const own = ETHNIC_SURNAMES[ethnicGroup];
  const surname = own ? pick(next, own) : draw(next(), KINH);
  const middle = draw(next(), sex === 'MALE' ? MALE_MIDDLE : FEMALE_MIDDLE);
  return `${surname} ${middle} ${pick(next, sex === 'MALE' ? MALE_GIVEN : FEMALE_GIVEN)}`;
}

/**
 * Ethnic groups with a large share of a province's people, by its code of today: percent, rounded, from the 2019 census as
 * commonly reported and merged by hand (unsure). The rest are counted as Kinh.
 */
const ETHNIC_SHARES: Record<string, string> = {
  '04': 'Tày 41, Nùng 30, Mông 11',
  '08': 'Tày 25, Mông 17, Dao 14',
  '11': 'Mông 38, Thái 36',
  '12': 'Thái 31, Mông 23',
  '14': 'Thái 54, Mông 16, Mường 7',
  '15': 'Tày 17, Mông 17, Dao 11',
  '19': 'Tày 20, Nùng 6',
  '20': 'Nùng 42, Tày 36',
  '25': 'Mường 20',
  '38': 'Mường 10, Thái 6',
  '40': 'Thái 10',
  '51': 'Xơ Đăng 7, Hrê 7',
  '52': 'Gia Rai 14, Ba Na 6',
  '66': 'Ê Đê 11',
  '68': 'Cơ Ho 5, Mnông 2',
  '86': 'Khmer 10',
  '91': 'Khmer 6',
  '92': 'Khmer 11',
  '96': 'Khmer 4',
};
const SHARES = new Map(
  Object.entries(ETHNIC_SHARES).map(([code, text]) => {
    const rows = shares(text);
    const minorities = rows.reduce((sum, [, percent]) => sum + percent, 0);
    return [code, weighted<string>([...rows, ['Kinh', 100 - minorities]])] as const;
  }),
);

/** An ethnic group (dân tộc) plausible in a province of today (its 2-digit code). */
export function ethnicGroup(u: number, provinceCode: string): string {
  const shares = SHARES.get(provinceCode);
  return shares ? draw(u, shares) : 'Kinh';
}
