import type { PlanNode, Planned } from './planned-database.ts';

/** Rows of a table that may be read from its beginning to its end: a fraction of a page's time. There are some 15,000 units in all. */
const smallTable = 20_000;

/**
 * Rows that a statement may read beside twenty for each that it answers or counts: of 200,000 an index walked past those that do not match, or
 * what an index found in another order, sorted.
 */
const readable = 50_000;

/**
 * What is wrong with the plan of a statement: large tables read from end to end, and many more rows read than answered or counted. Of one
 * that was not run, large tables read from end to end: of a statistic for few of their rows, of any other for whatever it is.
 *
 * @param rowsOf how many rows each table has
 */
export function faultsOf({ plan, how }: Planned, rowsOf: ReadonlyMap<string, number>): string[] {
  if (how === 'run') return faultsOfRun(plan, rowsOf);
  return [...nodesOf(plan)].flatMap((node) => {
    const rows = rowsOf.get(node['Relation Name'] ?? '') ?? 0;
    const isWhole = node['Node Type'] === 'Seq Scan' && rows > smallTable;
    const isUnfounded = how === 'kept' || node['Plan Rows'] * 20 < rows;
    return isWhole && isUnfounded ? [`Seq Scan of ${node['Relation Name']}`] : [];
  });
}

function faultsOfRun(plan: PlanNode, rowsOf: ReadonlyMap<string, number>): string[] {
  const faults: string[] = [];
  const nodes = [...nodesOf(plan)];
  const answered = Math.max(...[...answeredOf(plan)].map(timesOf));
  for (const node of nodes) {
    const table = node['Relation Name'];
    const rows = rowsOf.get(table ?? '') ?? 0;
    const read = timesOf(node) + removedBy(node);
    if (
      node['Node Type'] === 'Seq Scan' &&
      rows > smallTable &&
      (node['Actual Loops'] ?? 1) > 0 &&
      answered * 20 < rows
    )
      faults.push(`Seq Scan of ${table}`);
    else if (table && read > readable + 20 * answered)
      faults.push(`${read} rows of ${table} read for ${answered}, by ${node['Index Name'] ?? node['Node Type']}`);
  }
  return faults;
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** The answer itself, and what is counted for it. */
function* answeredOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  if (/^(Aggregate|Gather|Limit|Sort|Append|Subquery Scan)/.test(node['Node Type']))
    for (const child of node.Plans ?? []) yield* answeredOf(child);
}

const timesOf = (node: PlanNode) => (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 0);

const removedBy = (node: PlanNode) =>
  ((node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * (node['Actual Loops'] ?? 0);
