import { useMemo, useState } from 'react';
import { useLanguage, useWords } from '../frame/language.tsx';
import { createFormat, kindOf } from './column-kind.ts';
import { type Sorting, sortRows } from './sort-rows.ts';
import { type Cell, isTrouble, type Table } from './unfold.ts';
import { words } from './words.ts';

/** More rows at once make a browser slow; files hold all of them. */
const step = 500;

/** A table whose columns are sorted by a click or a key: as it came, smallest first, largest first. */
export function ResultTable({ table }: { table: Table }) {
  const said = useWords(words);
  const { language } = useLanguage();
  const [sorting, setSorting] = useState<Sorting>();
  const [shown, setShown] = useState(step);
  const kinds = useMemo(() => table.columns.map((_, at) => kindOf(table.rows.map((row) => row[at] ?? null))), [table]);
  const formats = useMemo(
    () => table.columns.map((column, at) => createFormat(column, kinds[at] ?? 'text', language)),
    [table, kinds, language],
  );
  const rows = useMemo(() => (sorting ? sortRows(table.rows, sorting) : table.rows), [table, sorting]);
  const count = new Intl.NumberFormat(language);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="result-scroll" aria-label={said.results} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {table.columns.map((column, at) => {
                const direction = sorting?.column === at ? sorting.direction : undefined;
                return (
                  <th key={column} scope="col" aria-sort={direction ?? 'none'} className={kinds[at]}>
                    <button type="button" onClick={() => setSorting(nextSorting(at, direction))}>
                      {column}
                      <span aria-hidden="true">{direction ? (direction === 'ascending' ? ' ▲' : ' ▼') : ''}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and no state of their own
              <tr key={at}>
                {table.columns.map((column, of) => (
                  <td key={column} className={kinds[of]}>
                    <Shown cell={row[of] ?? null} format={formats[of]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown && (
        <p className="result-more">
          {said.shown(count.format(shown))}{' '}
          <button type="button" className="button" onClick={() => setShown(shown + step)}>
            {said.more}
          </button>
        </p>
      )}
    </>
  );
}

function nextSorting(column: number, direction: Sorting['direction'] | undefined): Sorting | undefined {
  if (direction === 'descending') return undefined;
  return { column, direction: direction === 'ascending' ? 'descending' : 'ascending' };
}

function Shown({ cell, format }: { cell: Cell; format: ((cell: string | number) => string) | undefined }) {
  const said = useWords(words);
  if (cell === null) return null;
  if (isTrouble(cell))
    return (
      <span className="result-trouble" title={cell.message}>
        {said[cell.state]}
      </span>
    );
  return typeof cell === 'boolean' ? (cell ? '✓' : '✗') : (format?.(cell) ?? cell);
}
