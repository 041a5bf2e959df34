import { describe, expect, it } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { kindWords, splitFullName, transliterate } from '../../subgraphs/gazetteer/naming.ts';

const { units } = buildGazetteer();
const of = (id: string) => units.find((unit) => unit.id === id);

describe('names', () => {
  it.each([
    ['79@2025-07-01', 'Hồ Chí Minh', 'Thành phố Hồ Chí Minh', 'Ho Chi Minh City', 'CITY'],
    ['67@start', 'Đắk Nông', 'Tỉnh Đắk Nông', 'Dak Nong Province', 'PROVINCE'],
    ['760@start', '1', 'Quận 1', 'District 1', 'URBAN_DISTRICT'],
    ['769@start', 'Thủ Đức', 'Thành phố Thủ Đức', 'Thu Duc City', 'PROVINCIAL_CITY'],
    ['123@start', 'Mộc Châu', 'Thị xã Mộc Châu', 'Moc Chau Town', 'TOWN'],
    ['754@start', 'Phú Mỹ', 'Thành phố Phú Mỹ', 'Phu My City', 'PROVINCIAL_CITY'],
    ['666@start', "Đắk R'Lấp", "Huyện Đắk R'Lấp", "Dak R'Lap District", 'RURAL_DISTRICT'],
    ['26881@start', '12', 'Phường 12', 'Ward 12', 'WARD'],
    ['24823@2025-07-01', '1 Bảo Lộc', 'Phường 1 Bảo Lộc', 'Ward 1 Bao Loc', 'WARD'],
    ['06970@start', 'Ba Chẽ', 'Thị trấn Ba Chẽ', 'Ba Che Township', 'TOWNSHIP'],
    ['26740@2025-07-01', 'Sài Gòn', 'Phường Sài Gòn', 'Sai Gon Ward', 'WARD'],
    ['24184@2025-07-01', "Ea H'Leo", "Xã Ea H'Leo", "Ea H'Leo Commune", 'COMMUNE'],
    ['26732@2025-07-01', 'Côn Đảo', 'Đặc khu Côn Đảo', 'Con Dao Special Zone', 'SPECIAL_ZONE'],
  ])('%s is %s, %s, %s', (id, name, fullName, nameEn, kind) => {
    expect(of(id)).toMatchObject({ name, fullName, nameEn, kind });
  });

  it('are composed (NFC), trimmed, and join the kind and the plain name', () => {
    for (const unit of units) {
      expect(unit.fullName).toBe(`${kindWords[unit.kind]} ${unit.name}`);
      expect(unit.fullName).toBe(unit.fullName.normalize('NFC').replace(/\s+/g, ' ').trim());
      expect(unit.fullName).not.toMatch(/[’ʼ‘]/);
      expect(unit.nameEn).toMatch(/^[A-Za-z0-9 .'-]+$/);
    }
  });

  it('are unique in a province today, and 246 full names recur across provinces', () => {
    const communes = units.filter((unit) => unit.level === 'COMMUNE' && unit.validFrom === '2025-07-01');
    const inProvince = Map.groupBy(communes, (unit) => `${unit.parentId} ${unit.name}`);
    expect([...inProvince.values()].filter((rows) => rows.length > 1)).toEqual([]);
    const anywhere = Map.groupBy(communes, (unit) => unit.fullName);
    expect([...anywhere.values()].filter((rows) => rows.length > 1)).toHaveLength(246);
  });

  it('refuses a name without a kind of its level', () => {
    expect(() => splitFullName('Hà Nội', 'PROVINCE')).toThrow('expected a kind of PROVINCE');
    expect(() => splitFullName('Phường Bến Thành', 'DISTRICT')).toThrow('expected a kind of DISTRICT');
    expect(transliterate('Đường Nguyễn Huệ')).toBe('Duong Nguyen Hue');
  });
});
