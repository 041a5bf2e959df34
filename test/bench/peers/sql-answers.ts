import { payOfMonth } from '../../../subgraphs/officials/pay.ts';
import { amountsOf } from '../../../subgraphs/social-security/contribution-amounts.ts';
import type { Run } from './sql-databases.ts';
import { list } from './sql-statements.ts';

/** Of the calendar that the answers are read by. */
export type Day = { today: string };

type Variables = { month: string; first?: number; id?: string; afterName?: string; afterId?: string };

// biome-ignore lint/suspicious/noExplicitAny: rows are as their statement says
type Row = any;

/** The 50 officials that follow a place in the list, with what three more databases say of each. */
export async function answerPage(run: Run, variables: Variables, day: Day) {
  const { month, first = 50, afterName, afterId } = variables;
  const found = await run('page', [afterName, afterId, first + 1, `${month}-01`]);
  const rows = found.slice(0, first);
  const beside = await readBeside(run, 'insured', rows, month, day);
  const nodes = rows.map((row) => {
    const { agency, unit, worker, insured } = beside(row);
    const pay = payOf(row, month, day);
    return {
      id: row.id,
      fullName: row.fullName,
      category: row.category,
      rankCode: row.rankCode,
      coefficient: row.coefficient,
      agency: agency && { code: agency.code, name: agency.name },
      unit: unit && {
        code: unit.code,
        fullName: unit.fullName,
        parent: unit.parentCode && { fullName: unit.parentName },
      },
      monthlyPay: pay && { amount: pay.amount, expectedInsuredBase: pay.expectedInsuredBase },
      person: {
        worker: worker && {
          status: worker.status,
          mainContract: worker.taxCode && { employer: { taxCode: worker.taxCode, name: worker.name } },
        },
        insuredPerson: insured && {
          category: insured.category,
          contributions: insured.month === null ? [] : [presentMonth(insured)],
        },
      },
    };
  });
  return { data: { officials: { nodes, pageInfo: { hasNextPage: found.length > first } } } };
}

const presentMonth = ({ base, employerTaxCode, agencyId }: Row) => ({
  base,
  employer: employerTaxCode && { taxCode: employerTaxCode },
  agency: agencyId && { code: agencyId },
});

/** One official with what three more databases say. */
export async function answerPoint(run: Run, { id, month }: Variables, day: Day) {
  const [row] = await run('point', [id, `${month}-01`]);
  if (!row) return { data: { official: null } };
  const { agency, unit, worker, insured } = (await readBeside(run, 'insuredWithNumber', [row], month, day))(row);
  const pay = payOf(row, month, day);
  const parentOf = (of: Row, name: 'name' | 'fullName') =>
    of.parentCode && { code: of.parentCode, [name]: of.parentName };
  const official = {
    id: row.id,
    fullName: row.fullName,
    category: row.category,
    status: row.status,
    title: row.title,
    rankCode: row.rankCode,
    step: row.step,
    coefficient: row.coefficient,
    citizenMatch: row.citizenMatch,
    updatedAt: new Date(row.updatedAt).toISOString(),
    jobPosition: { name: row.positionName, group: row.positionGroup },
    agency: agency && { code: agency.code, name: agency.name, parent: parentOf(agency, 'name') },
    unit: unit && { code: unit.code, fullName: unit.fullName, parent: parentOf(unit, 'fullName') },
    monthlyPay: pay && {
      baseSalary: pay.baseSalary,
      amount: pay.amount,
      expectedInsuredBase: pay.expectedInsuredBase,
    },
    person: {
      id: row.personId,
      worker: worker && {
        status: worker.status,
        registeredOn: worker.registeredOn,
        mainContract: worker.taxCode && {
          position: worker.position,
          employer: { taxCode: worker.taxCode, name: worker.name },
        },
      },
      insuredPerson: insured && {
        insuranceNumber: insured.insuranceNumber,
        category: insured.category,
        contributionMonths: insured.contributionMonths,
        contributions:
          insured.month === null ? [] : [{ month, base: insured.base, total: amountsOf(insured)?.total ?? null }],
      },
    },
  };
  return { data: { official } };
}

/** The rows of the other databases that belong to some officials: one statement each, all at once. */
async function readBeside(
  run: Run,
  statement: 'insured' | 'insuredWithNumber',
  rows: Row[],
  month: string,
  { today }: Day,
) {
  const people = list(rows.map(({ personId }) => personId));
  const [agencies, units, workers, insured] = await Promise.all([
    run('agencies', [list(rows.map(({ agencyId }) => agencyId))]),
    run('units', [list(rows.map(({ unitId }) => unitId)), today]),
    run('workers', [people]),
    run(statement, [people, `${month}-01`]),
  ]);
  const by = (found: Row[], key: string) => new Map(found.map((row) => [row[key], row]));
  const [agencyBy, unitBy] = [by(agencies, 'code'), by(units, 'id')];
  const [workerBy, insuredBy] = [by(workers, 'personId'), by(insured, 'personId')];
  return (row: Row) => ({
    agency: agencyBy.get(row.agencyId) ?? null,
    unit: unitBy.get(row.unitId) ?? null,
    worker: workerBy.get(row.personId) ?? null,
    insured: insuredBy.get(row.personId) ?? null,
  });
}

/** The rule of law that the officials' subgraph applies, too. */
function payOf(row: Row, month: string, { today }: Day) {
  const { stepCoefficient: coefficient, positionAllowance, overFramePercent } = row;
  const steps =
    coefficient === null
      ? []
      : [{ coefficient, positionAllowance, overFramePercent, effectiveFrom: '0001-01-01', effectiveTo: null }];
  return payOfMonth(row, steps as never, month, today.slice(0, 7));
}
