import { asOf, type DatedRow } from './dated.ts';
import { SECTIONS_2018, SECTIONS_2025, sectionIn2025 } from './industry-sections.ts';

export type IndustryVersion = '2018' | '2025';

/** An industry of the Vietnamese list (VSIC, hệ thống ngành kinh tế), of one version of it: codes mean nothing without. */
export type Industry = {
  readonly version: IndustryVersion;
  /** A letter (level 1), or 2 to 4 digits. */
  readonly code: string;
  readonly level: number;
  readonly parent: string | null;
  readonly vi: string;
  readonly en: string;
  readonly unsure?: string;
};

export const INDUSTRY_VERSIONS: readonly (DatedRow & { readonly version: IndustryVersion })[] = [
  { validFrom: '2018-08-20', version: '2018', source: 'Decision 27/2018/QĐ-TTg' },
  { validFrom: '2025-11-15', version: '2025', source: 'Decision 36/2025/QĐ-TTg' },
];

/** The version in force on a date (yyyy-MM-dd); RangeError before 2018-08-20. */
export function industryVersion(date: string): IndustryVersion {
  return asOf(INDUSTRY_VERSIONS, date).version;
}

/** Below level 1, by section of 2018. Those of ONLY_2018 ended with that list. */
const LISTED: readonly (readonly [section: string, code: string, vi: string, en: string])[] = [
  ['A', '01', 'Nông nghiệp và hoạt động dịch vụ có liên quan', 'Agriculture'],
  ['A', '011', 'Trồng cây hàng năm', 'Growing of annual crops'],
  ['A', '0111', 'Trồng lúa', 'Growing of rice'],
  ['A', '03', 'Khai thác, nuôi trồng thủy sản', 'Fishing and aquaculture'],
  ['A', '032', 'Nuôi trồng thủy sản', 'Aquaculture'],
  ['A', '0322', 'Nuôi trồng thủy sản nội địa', 'Freshwater aquaculture'],
  ['B', '08', 'Khai khoáng khác', 'Other mining and quarrying'],
  ['B', '081', 'Khai thác đá, cát, sỏi, đất sét', 'Quarrying of stone, sand and clay'],
  ['B', '0810', 'Khai thác đá, cát, sỏi, đất sét', 'Quarrying of stone, sand and clay'],
  ['C', '10', 'Sản xuất, chế biến thực phẩm', 'Food products'],
  ['C', '102', 'Chế biến, bảo quản thủy sản và các sản phẩm từ thủy sản', 'Processing of fish'],
  ['C', '1020', 'Chế biến, bảo quản thủy sản và các sản phẩm từ thủy sản', 'Processing of fish'],
  ['C', '14', 'Sản xuất trang phục', 'Wearing apparel'],
  ['C', '141', 'May trang phục (trừ trang phục từ da lông thú)', 'Wearing apparel, except fur'],
  ['C', '1410', 'May trang phục (trừ trang phục từ da lông thú)', 'Wearing apparel, except fur'],
  ['C', '15', 'Sản xuất da và các sản phẩm có liên quan', 'Leather and related products'],
  ['C', '152', 'Sản xuất giày, dép', 'Footwear'],
  ['C', '1520', 'Sản xuất giày, dép', 'Footwear'],
  ['C', '26', 'Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học', 'Computers, electronics and optics'],
  ['C', '261', 'Sản xuất linh kiện điện tử', 'Electronic components'],
  ['C', '2610', 'Sản xuất linh kiện điện tử', 'Electronic components'],
  ['C', '31', 'Sản xuất giường, tủ, bàn, ghế', 'Furniture'],
  ['C', '310', 'Sản xuất giường, tủ, bàn, ghế', 'Furniture'],
  ['C', '3100', 'Sản xuất giường, tủ, bàn, ghế', 'Furniture'],
  ['E', '36', 'Khai thác, xử lý và cung cấp nước', 'Water collection, treatment and supply'],
  ['E', '360', 'Khai thác, xử lý và cung cấp nước', 'Water collection, treatment and supply'],
  ['E', '3600', 'Khai thác, xử lý và cung cấp nước', 'Water collection, treatment and supply'],
  ['F', '41', 'Xây dựng nhà các loại', 'Construction of buildings'],
  ['F', '410', 'Xây dựng nhà các loại', 'Construction of buildings'],
  ['F', '4101', 'Xây dựng nhà để ở', 'Construction of residential buildings'],
  ['F', '4102', 'Xây dựng nhà không để ở', 'Construction of non-residential buildings'],
  ['F', '43', 'Hoạt động xây dựng chuyên dụng', 'Specialised construction'],
  ['F', '432', 'Lắp đặt hệ thống điện, hệ thống cấp, thoát nước và lắp đặt xây dựng khác', 'Construction installation'],
  ['F', '4321', 'Lắp đặt hệ thống điện', 'Electrical installation'],
  ['G', '47', 'Bán lẻ', 'Retail trade'],
  ['G', '471', 'Bán lẻ tổng hợp', 'Non-specialised retail'],
  ['G', '4711', 'Bán lẻ tổng hợp với thực phẩm chiếm tỷ trọng lớn', 'Non-specialised retail, food predominating'],
  ['G', '4719', 'Bán lẻ tổng hợp khác', 'Other non-specialised retail'],
  ['H', '49', 'Vận tải đường sắt, đường bộ và vận tải đường ống', 'Land transport and pipelines'],
  ['H', '493', 'Vận tải đường bộ khác', 'Other road transport'],
  ['H', '4933', 'Vận tải hàng hóa bằng đường bộ', 'Freight transport by road'],
  ['H', '52', 'Kho bãi và các hoạt động hỗ trợ cho vận tải', 'Warehousing and support for transport'],
  ['H', '521', 'Kho bãi và lưu giữ hàng hóa', 'Warehousing and storage'],
  ['H', '5210', 'Kho bãi và lưu giữ hàng hóa', 'Warehousing and storage'],
  ['I', '55', 'Dịch vụ lưu trú', 'Accommodation'],
  ['I', '551', 'Dịch vụ lưu trú ngắn ngày', 'Short-term accommodation'],
  ['I', '5510', 'Dịch vụ lưu trú ngắn ngày', 'Short-term accommodation'],
  ['I', '56', 'Dịch vụ ăn uống', 'Food and beverage service'],
  ['I', '561', 'Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', 'Restaurants and mobile food service'],
  ['I', '5610', 'Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', 'Restaurants and mobile food service'],
  [
    'J',
    '62',
    'Lập trình máy vi tính, dịch vụ tư vấn và hoạt động khác liên quan đến máy vi tính',
    'Computer programming and consultancy',
  ],
  [
    'J',
    '620',
    'Lập trình máy vi tính, dịch vụ tư vấn và hoạt động khác liên quan đến máy vi tính',
    'Computer programming and consultancy',
  ],
  ['J', '6201', 'Lập trình máy vi tính', 'Computer programming'],
  ['K', '64', 'Hoạt động dịch vụ tài chính (trừ bảo hiểm và bảo hiểm xã hội)', 'Financial services'],
  ['K', '641', 'Hoạt động trung gian tiền tệ', 'Monetary intermediation'],
  ['K', '6419', 'Hoạt động trung gian tiền tệ khác', 'Other monetary intermediation'],
  ['M', '71', 'Hoạt động kiến trúc; kiểm tra và phân tích kỹ thuật', 'Architecture; technical testing and analysis'],
  ['M', '711', 'Hoạt động kiến trúc và tư vấn kỹ thuật có liên quan', 'Architecture and engineering consultancy'],
  ['M', '7110', 'Hoạt động kiến trúc và tư vấn kỹ thuật có liên quan', 'Architecture and engineering consultancy'],
  ['N', '81', 'Hoạt động dịch vụ vệ sinh nhà cửa, công trình và cảnh quan', 'Services to buildings and landscape'],
  ['N', '812', 'Dịch vụ vệ sinh', 'Cleaning'],
  ['N', '8121', 'Vệ sinh chung nhà cửa', 'General cleaning of buildings'],
  ['P', '85', 'Giáo dục và đào tạo', 'Education and training'],
  ['P', '851', 'Giáo dục mầm non', 'Preschool education'],
  ['P', '8512', 'Giáo dục mẫu giáo', 'Kindergartens'],
  ['Q', '86', 'Hoạt động y tế', 'Human health'],
  ['Q', '862', 'Hoạt động của các phòng khám đa khoa, chuyên khoa và nha khoa', 'Medical and dental practices'],
  ['Q', '8620', 'Hoạt động của các phòng khám đa khoa, chuyên khoa và nha khoa', 'Medical and dental practices'],
];

/** ISIC Rev. 5 renumbers programming, so the codes of 2018 are not carried into the list of 2025. */
const ONLY_2018 = new Set(['620', '6201']);

const UNSURE = {
  '2018': 'as commonly reported, not checked against the Decision',
  '2025': 'carried over from the list of 2018; not checked against the Decision',
} as const;

function build(version: IndustryVersion): Industry[] {
  const sections = version === '2018' ? SECTIONS_2018 : SECTIONS_2025;
  const rows = LISTED.filter(([, code]) => version === '2018' || !ONLY_2018.has(code));
  return [
    ...sections.map(([code, vi, en]) => ({ version, code, level: 1, parent: null, vi, en })),
    ...rows.map(([section, code, vi, en]) => ({
      version,
      code,
      level: code.length,
      parent: code.length > 2 ? code.slice(0, -1) : version === '2018' ? section : sectionIn2025(section),
      vi,
      en,
      unsure: UNSURE[version],
    })),
  ];
}

/** A subset of both versions: all sections, and some industries of levels 2 to 4, each with all its parents. */
export const INDUSTRIES: readonly Industry[] = [...build('2018'), ...build('2025')];

const BY_VERSION_AND_CODE: ReadonlyMap<string, Industry> = new Map(
  INDUSTRIES.map((each) => [`${each.version} ${each.code}`, each]),
);

/** The industry with a code in a version; null where the subset has none, which does not say that the code is wrong. */
export function findIndustry(code: string, version: IndustryVersion): Industry | null {
  return BY_VERSION_AND_CODE.get(`${version} ${code}`) ?? null;
}
