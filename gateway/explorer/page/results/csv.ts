import Papa from 'papaparse';
import { type Cell, isTrouble, type Table } from './unfold.ts';

export type CsvKind = 'exact' | 'excel';

/**
 * What a spreadsheet would run instead of showing (OWASP, "CSV injection"): also after blanks, over several lines, and in the wide forms
 * of East Asian keyboards. Plain negative numbers are none.
 */
const formula = /^(?!-\d+([.,]\d+)?$)(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** What Excel would read as a number, and show without its leading zeros or its last digits: 01, 01.003, 001190012345, 1E5. */
const looksLikeNumber = /^[\d.,]+(e\d+)?$/i;

/**
 * RFC 4180 with a byte order mark, by which Excel knows UTF-8. A text that would be a formula is led by `'`. What was refused or
 * failed says so in brackets, because an empty cell would pass for nothing recorded.
 * `exact` keeps codes as they are, for programs; `excel` writes codes of digits as `="01"`, so that they stay what they are when the
 * file is opened by a double click (other programs read that as it is written).
 */
export function toCsv({ columns, rows }: Table, kind: CsvKind): string {
  const data = rows.map((row) => row.map((cell) => (kind === 'excel' ? keepCode(told(cell)) : told(cell))));
  const escaped = [columns, ...data].map((row) => row.map(defuse));
  return `\uFEFF${Papa.unparse(escaped, { newline: '\r\n' })}\r\n`;
}

const told = (cell: Cell) => (isTrouble(cell) ? `[${cell.state}]` : cell);

type Told = ReturnType<typeof told> | Code;
type Code = { code: string };

const keepCode = (cell: ReturnType<typeof told>): Told =>
  typeof cell === 'string' && looksLikeNumber.test(cell) ? { code: cell } : cell;

function defuse(cell: Told) {
  if (typeof cell === 'object' && cell !== null) return `="${cell.code}"`;
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell;
}
