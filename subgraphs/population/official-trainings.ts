import { dayText, firstDayOf, monthOf } from './calendar.ts';
import type { OfficialLife } from './official-life.ts';
import type { Training } from './official-record.ts';
import { pick, type Random } from './random.ts';

const DEGREES: Record<string, readonly [string, string, string, string, string][]> = {
  SCHOOL: [['Đại học', "Bachelor's degree", 'Sư phạm', 'Education', 'Trường Đại học Sư phạm Hà Nội']],
  HOSPITAL: [['Đại học', "Bachelor's degree", 'Y khoa', 'Medicine', 'Trường Đại học Y Hà Nội']],
  OTHER: [
    ['Đại học', "Bachelor's degree", 'Luật', 'Law', 'Trường Đại học Luật Hà Nội'],
    [
      'Đại học',
      "Bachelor's degree",
      'Quản trị kinh doanh',
      'Business administration',
      'Trường Đại học Kinh tế Quốc dân',
    ],
    ['Đại học', "Bachelor's degree", 'Hành chính học', 'Public administration', 'Học viện Hành chính Quốc gia'],
    ['Đại học', "Bachelor's degree", 'Nông nghiệp', 'Agriculture', 'Trường Đại học Cần Thơ'],
    ['Thạc sĩ', "Master's degree", 'Chính sách công', 'Public policy', 'Học viện Chính trị Quốc gia Hồ Chí Minh'],
  ],
  SUPPORT: [['Trung cấp', 'Intermediate', 'Văn thư - lưu trữ', 'Records management', 'Trường Cao đẳng Nội vụ Hà Nội']],
};
const POLITICAL = [
  'POLITICAL_THEORY',
  'Trung cấp',
  'Intermediate',
  'Lý luận chính trị',
  'Political theory',
  'Trường Chính trị tỉnh',
] as const;
const STATE = [
  'STATE_MANAGEMENT',
  'Ngạch chuyên viên',
  'Specialist',
  'Quản lý nhà nước',
  'State management',
  'Học viện Hành chính Quốc gia',
] as const;
const ENGLISH = ['FOREIGN_LANGUAGE', 'B1', 'B1', 'Tiếng Anh', 'English', 'Trường Đại học Ngoại ngữ'] as const;
const COMPUTING = [
  'INFORMATION_TECHNOLOGY',
  'Cơ bản',
  'Basic',
  'Ứng dụng công nghệ thông tin',
  'Use of information technology',
  'Trung tâm Tin học',
] as const;

/** The degree before entering service, and for some a course or two since, earliest first. */
export function trainingsOf(life: OfficialLife, next: Random): Training[] {
  const key =
    life.position.group === 'SUPPORT'
      ? 'SUPPORT'
      : life.position.code.startsWith('G')
        ? 'SCHOOL'
        : life.position.code.startsWith('Y')
          ? 'HOSPITAL'
          : 'OTHER';
  const [level, levelEn, field, fieldEn, institution] = pick(next, DEGREES[key] as (typeof DEGREES)[string]);
  const years = key === 'SUPPORT' ? 2 : 4;
  const graduated = life.hired - 2;
  const list: Training[] = [
    course(['DEGREE', level, levelEn, field, fieldEn, institution], graduated - years * 12, graduated),
  ];
  const last = Math.floor((life.left ?? monthOf(dayText(life.knownUntil))) - 1);
  let from = life.hired + 18;
  for (const [kind, chance] of [
    [STATE, 0.35],
    [POLITICAL, life.position.role ? 0.8 : 0.2],
    [ENGLISH, 0.15],
    [COMPUTING, 0.15],
  ] as const) {
    if (next() < chance && from + 6 < last) {
      list.push(course(kind, from, from + 6));
      from += 14;
    }
  }
  return list;
}

function course(
  [kind, level, levelEn, field, fieldEn, institution]: readonly [
    Training['kind'],
    string,
    string,
    string,
    string,
    string,
  ],
  from: number,
  to: number,
): Training {
  return {
    kind,
    level,
    levelEn,
    field,
    fieldEn,
    institution,
    startedOn: dayText(firstDayOf(from)),
    completedOn: dayText(firstDayOf(to) + 14),
  };
}
