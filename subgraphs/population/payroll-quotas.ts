import { positionAt } from './positions.ts';
import { PURPOSE } from './purpose.ts';
import { hash, uniform } from './random.ts';
import type { PayrollQuota } from './story.ts';
import type { World } from './world.ts';

const YEARS = [2025, 2026] as const;

/**
 * Quotas (biên chế) of all agencies that have officials: near their places, some vacant. One in seven communes is above its quota, as after
 * mergers; quotas fall by 2 % or so a year. Passes once over all officials to tell civil servants from public employees.
 */
export function* payrollQuotas(world: World): Iterable<PayrollQuota> {
  const { offices, officials, seed } = world;
  const publicEmployees = new Uint32Array(offices.list.length);
  for (let index = 0; index < officials; index++) {
    const { office, place } = offices.placeOf(index);
    const { category } = positionAt(office, place, uniform(seed, index, PURPOSE.position));
    if (category === 'VIEN_CHUC') publicEmployees[office.index] = (publicEmployees[office.index] ?? 0) + 1;
  }
  for (const office of offices.list) {
    if (office.size === 0) continue;
    const over = office.kind === 'COMMUNE' && hash(seed, office.index, PURPOSE.quota) % 7 === 0;
    for (const year of YEARS) {
      const factor = (over ? 0.8 : 1.02) + (year === 2025 ? 0.02 : 0);
      const posts = (count: number) => (over ? Math.floor(count * factor) : Math.ceil(count * factor));
      const publicEmployeePosts = posts(publicEmployees[office.index] as number);
      const civilServantPosts = posts(office.size - (publicEmployees[office.index] as number));
      yield {
        agencyId: office.agencyId,
        unitId: office.unitId,
        year,
        quota: civilServantPosts + publicEmployeePosts,
        civilServantPosts,
        publicEmployeePosts,
      };
    }
  }
}
