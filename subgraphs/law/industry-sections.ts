/** Sections (ngành cấp 1) of the list of 2018, A to U. Source: Decision 27/2018/QĐ-TTg. */
export const SECTIONS_2018: readonly (readonly [code: string, vi: string, en: string])[] = [
  ['A', 'Nông nghiệp, lâm nghiệp và thủy sản', 'Agriculture, forestry and fishing'],
  ['B', 'Khai khoáng', 'Mining and quarrying'],
  ['C', 'Công nghiệp chế biến, chế tạo', 'Manufacturing'],
  [
    'D',
    'Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí',
    'Electricity, gas and steam supply',
  ],
  ['E', 'Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải', 'Water supply; sewerage and waste management'],
  ['F', 'Xây dựng', 'Construction'],
  [
    'G',
    'Bán buôn và bán lẻ; sửa chữa ô tô, mô tô, xe máy và xe có động cơ khác',
    'Wholesale, retail; repair of motor vehicles',
  ],
  ['H', 'Vận tải kho bãi', 'Transportation and storage'],
  ['I', 'Dịch vụ lưu trú và ăn uống', 'Accommodation and food service'],
  ['J', 'Thông tin và truyền thông', 'Information and communication'],
  ['K', 'Hoạt động tài chính, ngân hàng và bảo hiểm', 'Finance, banking and insurance'],
  ['L', 'Hoạt động kinh doanh bất động sản', 'Real estate'],
  ['M', 'Hoạt động chuyên môn, khoa học và công nghệ', 'Professional, scientific and technical activities'],
  ['N', 'Hoạt động hành chính và dịch vụ hỗ trợ', 'Administrative and support services'],
  [
    'O',
    'Hoạt động của Đảng Cộng sản, tổ chức chính trị - xã hội, quản lý Nhà nước, an ninh quốc phòng; bảo đảm xã hội bắt buộc',
    'Party, public administration, defence, compulsory social security',
  ],
  ['P', 'Giáo dục và đào tạo', 'Education and training'],
  ['Q', 'Y tế và hoạt động trợ giúp xã hội', 'Health and social work'],
  ['R', 'Nghệ thuật, vui chơi và giải trí', 'Arts, entertainment and recreation'],
  ['S', 'Hoạt động dịch vụ khác', 'Other services'],
  ['T', 'Hoạt động làm thuê các công việc trong các hộ gia đình', 'Households as employers'],
  ['U', 'Hoạt động của các tổ chức và cơ quan quốc tế', 'International organisations'],
];

/** What the list of 2025 changed: J split in two, every later section one letter on, G without repair. */
const CHANGED_2025: readonly (readonly [code: string, vi: string, en: string])[] = [
  ['G', 'Bán buôn và bán lẻ', 'Wholesale and retail trade'],
  ['J', 'Hoạt động xuất bản, phát sóng, sản xuất và phân phối nội dung', 'Publishing, broadcasting and content'],
  [
    'K',
    'Hoạt động viễn thông; lập trình máy tính, tư vấn, cơ sở hạ tầng máy tính và dịch vụ thông tin khác',
    'Telecommunications, computing and information services',
  ],
];

/** The section of 2025 that a section of 2018 became; J, which was split, gives the part that holds computing. */
export function sectionIn2025(section: string): string {
  return section < 'J' ? section : String.fromCharCode(section.charCodeAt(0) + 1);
}

/**
 * Sections of the list of 2025, A to V (22, as the Decision says; their wording follows ISIC Rev. 5 and is unsure).
 * Source: Decision 36/2025/QĐ-TTg.
 */
export const SECTIONS_2025: readonly (readonly [code: string, vi: string, en: string])[] = [
  ...SECTIONS_2018.filter(([code]) => code < 'G'),
  ...CHANGED_2025.filter(([code]) => code === 'G'),
  ...SECTIONS_2018.filter(([code]) => code === 'H' || code === 'I'),
  ...CHANGED_2025.filter(([code]) => code > 'G'),
  ...SECTIONS_2018.filter(([code]) => code > 'J').map(([code, vi, en]) => [sectionIn2025(code), vi, en] as const),
];
