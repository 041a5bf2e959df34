import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { communeAllowancePlace, positionAllowance } from '../law/position-allowance.ts';
import type { Office } from './offices.ts';
import type { OfficialCategory, PositionGroup } from './official-record.ts';
import { draw, type Weighted, weighted } from './random.ts';
import { AS_OF } from './story.ts';

type Role = 'CHIEF' | 'VICE' | 'HEAD' | 'DEPUTY';

/** A job position with the ranks that its holders climb, lowest first; leaders have a role. */
export type Position = {
  code: string;
  name: string;
  nameEn: string;
  group: PositionGroup;
  category: OfficialCategory;
  ladder: readonly string[];
  role: Role | null;
  /** Position allowance, a coefficient of the base salary; null where law/position-allowance.ts has it. */
  allowance: number | null;
};

const [LEADERS, STAFF] = readPositions();

function readPositions(): [Map<string, Position>, Map<string, Weighted<Position>>] {
  const leaders = new Map<string, Position>();
  const staff = new Map<string, [Position, number][]>();
  const lines = readFileSync(join(import.meta.dirname, 'positions.tsv'), 'utf8').split('\n');
  for (const line of lines.filter((each) => each && !each.startsWith('#')).slice(1)) {
    const [office = '', role, weight, code = '', category, group, ladder = '', allowance, name = '', nameEn = ''] =
      line.split('\t');
    const position: Position = {
      code,
      name,
      nameEn,
      group: group as PositionGroup,
      category: category as OfficialCategory,
      ladder: ladder.split(' '),
      role: role === '-' ? null : (role as Role),
      allowance: allowance === '-' ? null : Number(allowance),
    };
    if (position.role) leaders.set(`${office} ${position.role}`, position);
    else staff.set(office, [...(staff.get(office) ?? []), [position, Number(weight)]]);
  }
  return [leaders, new Map([...staff].map(([office, rows]) => [office, weighted(rows)]))];
}

/** From this many places on an office is led by its first ones; in a smaller one leaders are there by chance. */
const LED_FROM = 8;

/** Who holds a place of an office: the first lead it, then two of each ten lead divisions, up to a limit; the rest are staff. */
export function positionAt({ kind, size }: Office, place: number, u: number): Position {
  const role = size >= LED_FROM ? roleAt(place) : roleByChance(u);
  // The digits of `u` that the role did not use.
  return (role && LEADERS.get(`${kind} ${role}`)) || draw((u * 1009) % 1, STAFF.get(kind) as Weighted<Position>);
}

function roleAt(place: number): Role | null {
  if (place === 0) return 'CHIEF';
  if (place <= 2) return 'VICE';
  if (place > 60) return null;
  return place % 10 === 3 ? 'HEAD' : place % 10 === 4 ? 'DEPUTY' : null;
}

function roleByChance(u: number): Role | null {
  return u < 0.02 ? 'CHIEF' : u < 0.06 ? 'VICE' : u < 0.11 ? 'HEAD' : u < 0.15 ? 'DEPUTY' : null;
}

/** True where a position leads an office large enough to have been led by it for long: such people climb further. */
export function leadsFirmly({ role }: Position, { size }: Office): boolean {
  return role !== null && size >= LED_FROM;
}

const COMMUNE_TITLES = {
  CHIEF: 'COMMUNE_CHAIR',
  VICE: 'COMMUNE_VICE_CHAIR',
  HEAD: 'COMMUNE_HEAD',
  DEPUTY: 'COMMUNE_DEPUTY',
} as const;

/** Position allowance of a position at an office at AS_OF, a coefficient of the base salary; 0 for those who lead nothing. */
export function allowanceOf({ role, allowance }: Position, { province }: Office): number {
  if (!role) return 0;
  return allowance ?? positionAllowance(COMMUNE_TITLES[role], communeAllowancePlace(province?.code ?? ''), AS_OF) ?? 0;
}
