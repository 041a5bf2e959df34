import type { TierPlan } from '../federation/tier.ts';
import { headlines } from '../federation/variation.ts';

/** The headline queries as PostGraphile's schema of the one database has them, its names kept. */
const texts: Record<string, string> = {
  [headlines.page]: `query OfficialsAcrossDatabases($afterName: String!, $afterId: UUID!, $month: String!) {
    officialsAfter(afterName: $afterName, afterId: $afterId, first: 50) {
      nodes {
        rowId fullName category rankCode coefficient
        agencyByAgencyId { rowId name }
        administrativeUnitByUnitId { code fullName administrativeUnitByParentId { fullName } }
        monthlyPaysByOfficialId(condition: { month: $month }) { nodes { amount expectedInsuredBase } }
        workerByPersonId { status mainContractByWorkerId { employerByTaxCode { taxCode name } } }
        insuredPersonByPersonId {
          category
          contributionsByInsuredPersonId(condition: { month: $month }) { nodes { base taxCode agencyId } }
        }
      }
      pageInfo { hasNextPage }
    }
  }`,
  [headlines.point]: `query OfficialAcrossDatabases($id: UUID!, $month: String!) {
    officialByRowId(rowId: $id) {
      rowId fullName category status title rankCode step coefficient citizenMatch updatedAt personId
      jobPositionByJobPositionCode { name positionGroup }
      agencyByAgencyId { rowId name agencyByParentId { rowId name } }
      administrativeUnitByUnitId { code fullName administrativeUnitByParentId { code fullName } }
      monthlyPaysByOfficialId(condition: { month: $month }) { nodes { baseSalary amount expectedInsuredBase } }
      workerByPersonId { status registeredOn mainContractByWorkerId { position employerByTaxCode { taxCode name } } }
      insuredPersonByPersonId {
        insuranceNumber category contributionMonths
        contributionsByInsuredPersonId(condition: { month: $month }) { nodes { month base total } }
      }
    }
  }`,
};

const names: Record<string, Record<string, string>> = {
  [headlines.page]: { afterName: 'afterName', afterId: 'afterId', month: 'month' },
  [headlines.point]: { id: 'id', month: 'month' },
};

export const askingPostgraphile: TierPlan['asking'] = (file) => {
  const query = texts[file];
  return query === undefined ? undefined : { query, names: names[file] as Record<string, string> };
};

// biome-ignore lint/suspicious/noExplicitAny: an answer is as its text asks
type Answer = any;

/** Another way to name the same. */
const other: Record<string, string> = {
  rowId: 'id',
  agencyByAgencyId: 'agency',
  agencyByParentId: 'parent',
  administrativeUnitByUnitId: 'unit',
  administrativeUnitByParentId: 'parent',
  jobPositionByJobPositionCode: 'jobPosition',
  positionGroup: 'group',
  mainContractByWorkerId: 'mainContract',
  employerByTaxCode: 'employer',
};

/** An answer with the names and the form of ours. */
export function dataOfPostgraphile(file: string, { data }: Answer): unknown {
  if (file === headlines.point) return { official: data.officialByRowId && official(data.officialByRowId, true) };
  const { nodes, pageInfo } = data.officialsAfter;
  return { officials: { nodes: nodes.map((node: Answer) => official(node, false)), pageInfo } };
}

function official(node: Answer, isPoint: boolean): Answer {
  const { monthlyPaysByOfficialId, workerByPersonId, insuredPersonByPersonId, personId, updatedAt, ...own } = node;
  const { contributionsByInsuredPersonId, ...insured } = insuredPersonByPersonId ?? {};
  const contributions = (contributionsByInsuredPersonId?.nodes ?? []).map((month: Answer) =>
    isPoint
      ? month
      : {
          base: month.base,
          employer: month.taxCode && { taxCode: month.taxCode },
          agency: month.agencyId && { code: month.agencyId },
        },
  );
  return {
    ...renamed(own),
    ...(isPoint && { updatedAt: new Date(updatedAt).toISOString() }),
    monthlyPay: monthlyPaysByOfficialId.nodes[0] ?? null,
    person: {
      ...(isPoint && { id: personId }),
      worker: renamed(workerByPersonId),
      insuredPerson: insuredPersonByPersonId && { ...insured, contributions },
    },
  };
}

/** An agency's key is its code here. */
function renamed(value: Answer, isAgency = false): Answer {
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const known = isAgency && name === 'rowId' ? 'code' : (other[name] ?? name);
      return [known, renamed(inner, name.startsWith('agencyBy'))];
    }),
  );
}
