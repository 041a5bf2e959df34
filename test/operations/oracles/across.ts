import type { Databases } from '../databases.ts';
import type { Oracle, Paged } from './oracle.ts';
import { pageOf, pick, without } from './page.ts';
import { contributionsOf, insuredByPerson, payOfMonth, workersByPerson } from './people.ts';
import { agenciesById, unitsById } from './units.ts';

type OfficialRow = {
  id: string;
  personId: string;
  fullName: string;
  category: string;
  status: string;
  title: string | null;
  rankCode: string;
  step: number;
  coefficient: number;
  citizenMatch: string;
  updatedAt: string;
  agencyId: string;
  unitId: string | null;
  jobPosition: { name: string; group: string };
};

function readOfficials({ officials }: Databases, limit: number, id: string | null, unitIds: string[] | null) {
  return officials<OfficialRow[]>`
    select o.id, person_id as "personId", full_name as "fullName", category, status, title, rank_code as "rankCode", step,
      coefficient::float8, citizen_match as "citizenMatch",
      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt",
      agency_id as "agencyId", unit_id as "unitId", json_build_object('name', p.name, 'group', p.position_group) as "jobPosition"
    from officials o join job_positions p on p.code = o.job_position_code
    where (${id}::uuid is null or o.id = ${id}::uuid) and (${unitIds}::text[] is null or o.unit_id = any(${unitIds}::text[]))
    order by full_name collate "vi-x-icu", o.id limit ${limit}`;
}

const officialAcrossDatabases: Oracle = async (databases, { id, month }: { id: string; month: string }) => {
  const [official] = await readOfficials(databases, 1, id, null);
  if (!official) return { official: null };
  const { personId, agencyId, unitId } = official;
  const [insured] = (await insuredByPerson(databases, [personId])).get(personId) ?? [];
  const worker = (await workersByPerson(databases, [personId])).get(personId);
  const contribution = insured && (await contributionsOf(databases, [insured.id], month)).get(insured.id);
  const unit = unitId === null ? null : (await unitsById(databases, [unitId])).get(unitId);
  return {
    official: {
      ...without(official, 'personId', 'agencyId', 'unitId'),
      agency: pick((await agenciesById(databases, [agencyId])).get(agencyId), 'code', 'name', 'parent'),
      unit: pick(unit, 'code', 'fullName', 'parent'),
      monthlyPay: pick(
        (await payOfMonth(databases, [official.id], month)).get(official.id),
        'baseSalary',
        'amount',
        'expectedInsuredBase',
      ),
      person: {
        id: personId,
        worker: worker
          ? {
              ...pick(worker, 'status', 'registeredOn'),
              mainContract: worker.main && {
                position: worker.main.position,
                employer: pick(worker.main, 'taxCode', 'name'),
              },
            }
          : null,
        insuredPerson: insured
          ? {
              ...pick(insured, 'insuranceNumber', 'category', 'contributionMonths'),
              contributions: contribution ? [pick(contribution, 'month', 'base', 'total')] : [],
            }
          : null,
      },
    },
  };
};

const officialsAcrossDatabases: Oracle = async (
  databases,
  { first, month, filter }: Paged & { month: string; filter?: { unitIds: string[] } },
) => {
  const rows = await readOfficials(databases, first + 1, null, filter?.unitIds ?? null);
  const ids = rows.map(({ id }) => id);
  const people = rows.map(({ personId }) => personId);
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  const pay = await payOfMonth(databases, ids, month);
  const workers = await workersByPerson(databases, people);
  const insured = await insuredByPerson(databases, people);
  const paid = await contributionsOf(
    databases,
    [...insured.values()].flatMap(([record]) => (record ? [record.id] : [])),
    month,
  );
  return {
    officials: pageOf(rows, first, (row) => {
      const unit = units.get(row.unitId ?? '');
      const worker = workers.get(row.personId);
      const record = insured.get(row.personId)?.[0];
      const contribution = record && paid.get(record.id);
      return {
        ...pick(row, 'id', 'fullName', 'category', 'rankCode', 'coefficient'),
        agency: pick(agencies.get(row.agencyId), 'code', 'name'),
        unit: unit
          ? { ...pick(unit, 'code', 'fullName'), parent: unit.parent && { fullName: unit.parent.fullName } }
          : null,
        monthlyPay: pick(pay.get(row.id), 'amount', 'expectedInsuredBase'),
        person: {
          worker: worker
            ? {
                status: worker.status,
                mainContract: worker.main && { employer: pick(worker.main, 'taxCode', 'name') },
              }
            : null,
          insuredPerson: record
            ? { category: record.category, contributions: contribution ? [payersOf(contribution)] : [] }
            : null,
        },
      };
    }),
  };
};

const payersOf = ({ base, taxCode, agencyId }: { base: number; taxCode: string | null; agencyId: string | null }) => ({
  base,
  employer: taxCode && { taxCode },
  agency: agencyId && { code: agencyId },
});

/** Operations that join officials with labour and insurance. */
export const acrossOracles: Record<string, Oracle> = {
  'official-across-databases': officialAcrossDatabases,
  'officials-across-databases': officialsAcrossDatabases,
};
