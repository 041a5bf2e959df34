/** An occupation of the Vietnamese list (VSCO, danh mục nghề nghiệp: Decision 34/2020/QĐ-TTg). */
export type Occupation = {
  /** 1 to 4 digits; one more digit is one level deeper. */
  readonly code: string;
  readonly level: number;
  readonly parent: string | null;
  readonly vi: string;
  readonly en: string;
  readonly unsure?: string;
};

const UNSURE = 'taken over from ISCO-08, which the list follows; not checked against the Decision';

const LISTED: readonly (readonly [code: string, vi: string, en: string])[] = [
  ['0', 'Lực lượng vũ trang', 'Armed forces'],
  ['1', 'Lãnh đạo, quản lý trong các ngành, các cấp và các đơn vị', 'Leaders and managers'],
  ['2', 'Nhà chuyên môn bậc cao', 'High-level professionals'],
  ['21', 'Nhà chuyên môn trong lĩnh vực khoa học và kỹ thuật', 'Science and engineering professionals'],
  ['214', 'Kỹ sư chuyên môn (trừ kỹ thuật điện)', 'Engineering professionals, except electrotechnology'],
  ['2142', 'Kỹ sư xây dựng', 'Civil engineers'],
  ['215', 'Kỹ sư kỹ thuật điện', 'Electrotechnology engineers'],
  ['2151', 'Kỹ sư điện', 'Electrical engineers'],
  ['22', 'Nhà chuyên môn về sức khỏe', 'Health professionals'],
  ['221', 'Bác sĩ y khoa', 'Medical doctors'],
  ['2211', 'Bác sĩ đa khoa', 'Generalist medical practitioners'],
  ['222', 'Y tá và hộ sinh bậc cao', 'Nursing and midwifery professionals'],
  ['2221', 'Điều dưỡng bậc cao', 'Nursing professionals'],
  ['23', 'Nhà chuyên môn về giảng dạy', 'Teaching professionals'],
  ['234', 'Giáo viên tiểu học và mầm non', 'Primary school and early childhood teachers'],
  ['2342', 'Giáo viên mầm non', 'Early childhood educators'],
  ['24', 'Nhà chuyên môn về kinh doanh và quản lý', 'Business and administration professionals'],
  ['241', 'Nhà chuyên môn về tài chính', 'Finance professionals'],
  ['2411', 'Kế toán', 'Accountants'],
  ['25', 'Nhà chuyên môn trong lĩnh vực công nghệ thông tin và truyền thông', 'ICT professionals'],
  ['251', 'Nhà phát triển và phân tích phần mềm, ứng dụng', 'Software and applications developers and analysts'],
  ['2512', 'Nhà phát triển phần mềm', 'Software developers'],
  ['3', 'Nhà chuyên môn bậc trung', 'Mid-level professionals'],
  ['31', 'Kỹ thuật viên khoa học và kỹ thuật', 'Science and engineering technicians'],
  ['311', 'Kỹ thuật viên khoa học vật lý và kỹ thuật', 'Physical and engineering science technicians'],
  ['3113', 'Kỹ thuật viên kỹ thuật điện', 'Electrical engineering technicians'],
  ['33', 'Nhân viên về kinh doanh và quản lý', 'Business and administration associates'],
  ['332', 'Đại lý và môi giới mua bán', 'Sales and purchasing agents and brokers'],
  ['3322', 'Đại diện thương mại', 'Commercial sales representatives'],
  ['4', 'Nhân viên trợ lý văn phòng', 'Office clerks'],
  ['41', 'Nhân viên tổng hợp và bàn phím', 'General and keyboard clerks'],
  ['411', 'Nhân viên văn phòng tổng hợp', 'General office clerks'],
  ['4110', 'Nhân viên văn phòng tổng hợp', 'General office clerks'],
  ['43', 'Nhân viên ghi chép số liệu và vật tư', 'Numerical and material recording clerks'],
  ['432', 'Nhân viên ghi chép vật tư và vận tải', 'Material recording and transport clerks'],
  ['4321', 'Nhân viên kho', 'Stock clerks'],
  ['5', 'Nhân viên dịch vụ và bán hàng', 'Service and sales workers'],
  ['51', 'Nhân viên dịch vụ cá nhân', 'Personal service workers'],
  ['512', 'Đầu bếp', 'Cooks'],
  ['5120', 'Đầu bếp', 'Cooks'],
  ['513', 'Bồi bàn và nhân viên pha chế', 'Waiters and bartenders'],
  ['5131', 'Bồi bàn', 'Waiters'],
  ['52', 'Nhân viên bán hàng', 'Sales workers'],
  ['522', 'Nhân viên bán hàng trong cửa hàng', 'Shop salespersons'],
  ['5223', 'Nhân viên trợ giúp bán hàng', 'Shop sales assistants'],
  ['54', 'Nhân viên dịch vụ bảo vệ', 'Protective services workers'],
  ['541', 'Nhân viên dịch vụ bảo vệ', 'Protective services workers'],
  ['5414', 'Nhân viên bảo vệ', 'Security guards'],
  ['6', 'Lao động có kỹ năng trong nông nghiệp, lâm nghiệp và thủy sản', 'Skilled farm, forestry and fishery workers'],
  ['61', 'Lao động có kỹ năng trong nông nghiệp hàng hóa', 'Market-oriented skilled agricultural workers'],
  ['611', 'Người trồng trọt', 'Market gardeners and crop growers'],
  ['6111', 'Người trồng lúa, rau và hoa màu', 'Field crop and vegetable growers'],
  ['62', 'Lao động có kỹ năng trong lâm nghiệp và thủy sản', 'Market-oriented skilled forestry and fishery workers'],
  ['622', 'Lao động thủy sản và săn bắt', 'Fishery workers and hunters'],
  ['6221', 'Lao động nuôi trồng thủy sản', 'Aquaculture workers'],
  ['7', 'Lao động thủ công và các nghề nghiệp có liên quan khác', 'Craft and related trades workers'],
  ['71', 'Lao động xây dựng (trừ thợ điện)', 'Building and related trades workers, except electricians'],
  ['711', 'Thợ xây dựng khung nhà', 'Building frame workers'],
  ['7112', 'Thợ xây gạch', 'Bricklayers'],
  ['72', 'Thợ luyện kim, cơ khí', 'Metal, machinery and related trades workers'],
  ['721', 'Thợ kim loại tấm, thợ đúc, thợ hàn', 'Sheet metal workers, moulders and welders'],
  ['7212', 'Thợ hàn', 'Welders'],
  ['723', 'Thợ sửa chữa máy móc', 'Machinery mechanics and repairers'],
  ['7231', 'Thợ sửa chữa xe có động cơ', 'Motor vehicle mechanics'],
  ['74', 'Thợ điện và điện tử', 'Electrical and electronic trades workers'],
  ['741', 'Thợ lắp đặt và sửa chữa thiết bị điện', 'Electrical equipment installers and repairers'],
  ['7411', 'Thợ điện công trình', 'Building electricians'],
  ['75', 'Thợ chế biến thực phẩm, đồ gỗ, may mặc', 'Food, wood and garment workers'],
  ['753', 'Thợ may mặc', 'Garment and related trades workers'],
  ['7531', 'Thợ may', 'Tailors'],
  ['8', 'Thợ lắp ráp và vận hành máy móc, thiết bị', 'Plant and machine operators and assemblers'],
  ['81', 'Thợ vận hành máy móc và thiết bị', 'Stationary plant and machine operators'],
  ['815', 'Thợ vận hành máy dệt, da lông thú và da thuộc', 'Textile, fur and leather machine operators'],
  ['8153', 'Thợ vận hành máy may', 'Sewing machine operators'],
  ['8156', 'Thợ vận hành máy làm giày', 'Shoemaking machine operators'],
  ['816', 'Thợ vận hành máy chế biến thực phẩm', 'Food machine operators'],
  ['8160', 'Thợ vận hành máy chế biến thực phẩm', 'Food machine operators'],
  ['82', 'Thợ lắp ráp', 'Assemblers'],
  ['821', 'Thợ lắp ráp', 'Assemblers'],
  ['8212', 'Thợ lắp ráp thiết bị điện và điện tử', 'Electrical and electronic equipment assemblers'],
  ['83', 'Lái xe và vận hành thiết bị chuyển động', 'Drivers and mobile plant operators'],
  ['832', 'Lái xe con, xe tải nhẹ và xe máy', 'Car, van and motorcycle drivers'],
  ['8322', 'Lái xe con, xe taxi và xe tải nhẹ', 'Car, taxi and van drivers'],
  ['833', 'Lái xe tải nặng và xe buýt', 'Heavy truck and bus drivers'],
  ['8332', 'Lái xe tải nặng', 'Heavy truck drivers'],
  ['9', 'Lao động giản đơn', 'Elementary occupations'],
  ['91', 'Người quét dọn và giúp việc', 'Cleaners and helpers'],
  ['911', 'Người quét dọn và giúp việc gia đình, khách sạn, văn phòng', 'Domestic, hotel and office cleaners'],
  ['9112', 'Người quét dọn văn phòng, khách sạn', 'Cleaners in offices and hotels'],
  ['93', 'Lao động giản đơn trong khai khoáng, xây dựng, chế biến và vận tải', 'Labourers in industry and transport'],
  ['931', 'Lao động khai khoáng và xây dựng', 'Mining and construction labourers'],
  ['9313', 'Lao động xây dựng nhà', 'Building construction labourers'],
  ['932', 'Lao động trong công nghiệp chế biến', 'Manufacturing labourers'],
  ['9321', 'Người đóng gói thủ công', 'Hand packers'],
];

/** A subset of the list: all of level 1, and some of levels 2 to 4, each with all its parents. In order of code. */
export const OCCUPATIONS: readonly Occupation[] = LISTED.map(([code, vi, en]) => ({
  code,
  level: code.length,
  parent: code.length > 1 ? code.slice(0, -1) : null,
  vi,
  en,
  ...(code.length > 1 && { unsure: UNSURE }),
}));

const BY_CODE: ReadonlyMap<string, Occupation> = new Map(OCCUPATIONS.map((each) => [each.code, each]));

/** The occupation with a code; null where the subset has none, which does not say that the code is wrong. */
export function findOccupation(code: string): Occupation | null {
  return BY_CODE.get(code) ?? null;
}
