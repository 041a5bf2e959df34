import type { Fault, RareFault } from './faults.ts';
import { otherLife } from './kin.ts';
import type { LabourRecord } from './labour-record.ts';
import type { OfficialRecord } from './official-record.ts';
import { drawnRareFault } from './rare-faults.ts';
import { insuredWithRareFault, RARE_FAULTS_OF_PENSIONERS } from './rare-faults-of-insured.ts';
import { officialsWithRareFault, RARE_FAULTS_OF_OFFICIALS } from './rare-faults-of-officials.ts';
import { lenderOf, RARE_FAULTS_OF_WORKERS, workerWithRareFault } from './rare-faults-of-workers.ts';
import type { SocialSecurityRecord } from './social-security-record.ts';
import type { PersonKind } from './story.ts';
import { workerLife } from './worker-life.ts';
import type { World } from './world.ts';

const RARE_FAULTS_OF = {
  OFFICIAL: RARE_FAULTS_OF_OFFICIALS,
  WORKER: RARE_FAULTS_OF_WORKERS,
  OTHER: RARE_FAULTS_OF_PENSIONERS,
} as const;

/** Alters finished records as a rare fault of their person asks; hands back the very same ones of everybody else. */
export type RareRecords = {
  officials(records: OfficialRecord[]): OfficialRecord[];
  labour(record: LabourRecord | null): LabourRecord | null;
  socialSecurity(record: SocialSecurityRecord): SocialSecurityRecord;
};

/** For person `index`, whose `faults` are asked for only where chance has a rare one. */
export function rareRecords(
  world: World,
  index: number,
  { kind, faults }: { kind: PersonKind; faults: () => readonly Fault[] },
): RareRecords {
  const drawn = drawnRareFault(world.seed, index, RARE_FAULTS_OF[kind]);
  if (drawn === null) return UNALTERED;
  const altered = <Record>(record: Record, alter: (fault: RareFault) => Record): Record =>
    faults().includes(drawn) ? alter(drawn) : record;
  const formerUnitId = () => formerUnitOf(world, index, kind);
  return {
    officials: (records) => altered(records, (fault) => officialsWithRareFault(records, fault, index)),
    labour: (record) =>
      altered(record, (fault) => record && workerWithRareFault(record, fault, { index, formerUnitId: formerUnitId() })),
    socialSecurity: (record) =>
      altered(record, (fault) =>
        insuredWithRareFault(record, fault, {
          index,
          formerUnitId: formerUnitId(),
          lentNumber: fault === 'SHARED_INSURANCE_NUMBER' ? numberOf(world, lenderOf(index)) : null,
        }),
      ),
  };
}

const UNALTERED: RareRecords = {
  officials: (records) => records,
  labour: (record) => record,
  socialSecurity: (record) => record,
};

/** A commune of before the reform that became the one where a worker or a pensioner lives. */
function formerUnitOf(world: World, index: number, kind: PersonKind): string | null {
  if (kind === 'OFFICIAL') return null;
  const { commune } = kind === 'WORKER' ? workerLife(world, index) : otherLife(world, index);
  return commune.formerCommuneIds[0] ?? null;
}

/** The old insurance number of a worker. */
function numberOf(world: World, index: number): string {
  return world.identities.insuranceNumber(index, workerLife(world, index).province, 0);
}
