/** What /usage answers as JSON. */
export type UsageReport = {
  /** When counting began. */
  since: string;
  uses: {
    coordinate: string;
    client: string | null;
    /** Null for the whole schema. */
    contract: string | null;
    requests: number;
    lastUsed: string;
    /** Why not to use it any longer; null where nothing is said against it. */
    deprecated: string | null;
  }[];
};

/**
 * The counts as a table, what is used most first within each coordinate; of deprecated coordinates the reason beside it.
 *
 * @param all whether the report holds everything that was used, and not only what is deprecated
 */
export function tableOfUses({ since, uses }: UsageReport, { all }: { all: boolean }): string {
  const told = `since ${minute(since)} (UTC), by the process that answered`;
  if (uses.length === 0) return `${all ? 'nothing' : 'nothing deprecated'} was used ${told}`;
  const sorted = uses.toSorted((a, b) => compare(a.coordinate, b.coordinate) || b.requests - a.requests);
  const rows = [
    ['part of the schema', 'client', 'contract', 'requests', 'last used', all ? 'deprecated' : 'instead'],
    ...sorted.map(({ coordinate, client, contract, requests, lastUsed, deprecated }) => [
      coordinate,
      client ?? '(none)',
      contract ?? '(whole)',
      requests.toLocaleString('en-US'),
      minute(lastUsed),
      deprecated ?? '',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, at) => (at === 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return [line(head), '-'.repeat(line(widths.map((width) => '-'.repeat(width))).length), ...body.map(line), told].join(
    '\n',
  );
}

/** As 2026-11-03 02:10. */
const minute = (instant: string) => instant.slice(0, 16).replace('T', ' ');

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
