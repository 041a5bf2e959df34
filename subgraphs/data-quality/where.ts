import type { FindingRow } from './tables.ts';

/** Where a finding is mended: the kind of record in its database as explained, which one, and who keeps it: its agency, or else its owner and unit. */
export function whereToChange(row: FindingRow, kind: string, names: ReadonlyMap<string, string>): string {
  const keepers = row.agencyId ? [row.agencyId] : [row.ownerId, row.unitId];
  const named = keepers.filter((id) => id !== null).map((id) => (names.has(id) ? `${names.get(id)} (${id})` : id));
  return `${kind}, ${row.recordId}; ${named.join(', ')}`;
}
