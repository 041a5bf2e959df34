import { useMemo, useState } from 'react';
import type { Answered, Ask } from '../ask.ts';
import { useLanguage, useWords } from '../frame/language.tsx';
import { Chart } from './chart.tsx';
import { findChartable } from './chart-data.ts';
import { toCsv } from './csv.ts';
import { findLists, nameOf } from './lists.ts';
import { ResultTable } from './result-table.tsx';
import { saveFile } from './save-file.ts';
import { unfold } from './unfold.ts';
import { usePages } from './use-pages.ts';
import { words } from './words.ts';
import './results.css';

/** An answer as a table under its JSON: rows of a list that one chooses, files of them, all pages, and a chart. */
export function Results({ answered, ask }: { answered: Answered; ask: Ask }) {
  return answered.answer.data ? <Told answered={answered} ask={ask} /> : null;
}

function Told({ answered, ask }: { answered: Answered; ask: Ask }) {
  const said = useWords(words);
  const { language } = useLanguage();
  const [listId, setListId] = useState<string>();
  const [isCharted, setIsCharted] = useState(false);
  const lists = useMemo(() => findLists(answered.answer.data), [answered]);
  const list = lists.find(({ id }) => id === listId) ?? lists[0];
  const pages = usePages(answered, list, ask);
  const { answer, end, progress } = pages;
  const table = useMemo(() => unfold(answer, list), [answer, list]);
  const chartable = useMemo(() => findChartable(table), [table]);
  const count = (value: number) => new Intl.NumberFormat(language).format(value);
  if (table.columns.length === 0) return null;
  const name = `lien-thong-${answered.asked.operationName ?? nameOf(list?.keys ?? Object.keys(answer.data ?? {}))}`;
  const saveCsv = (kind: 'exact' | 'excel') => saveFile(`${name}.csv`, toCsv(table, kind), 'text/csv;charset=utf-8');
  const saveJson = () => saveFile(`${name}.json`, `${JSON.stringify(answer, null, 2)}\n`, 'application/json');
  return (
    <details className="results" open>
      <summary>
        {said.show} <span className="result-count">({said.rows(count(table.rows.length))})</span>
      </summary>
      <div className="result-tools">
        {lists.length > 1 && (
          <label>
            {said.rowsAre}{' '}
            <select className="button" value={list?.id} onChange={(event) => setListId(event.target.value)}>
              {lists.map(({ id, keys }) => (
                <option key={id} value={id}>
                  {nameOf(keys)}
                </option>
              ))}
            </select>
          </label>
        )}
        <fieldset className="result-files">
          <legend>{said.save}</legend>
          <button type="button" className="button" onClick={() => saveCsv('exact')}>
            {said.csv}
          </button>
          <button type="button" className="button" title={said.excelAbout} onClick={() => saveCsv('excel')}>
            {said.excel}
          </button>
          <button type="button" className="button" onClick={saveJson}>
            {said.json}
          </button>
        </fieldset>
        {/* One button, so that the keyboard's place is not lost when it turns into the other. */}
        {pages.start && (
          <button type="button" className="button" onClick={progress ? pages.stop : pages.start}>
            {progress ? said.stop : said.fetchAll}
          </button>
        )}
        {chartable && (
          <button type="button" className="button" aria-pressed={isCharted} onClick={() => setIsCharted(!isCharted)}>
            {said.chart}
          </button>
        )}
        <output>
          {progress
            ? progress.waiting > 0
              ? said.waiting(count(progress.waiting))
              : said.fetched(count(progress.fetched), progress.total === null ? null : count(progress.total))
            : end && said.ends[end]}
        </output>
        {progress?.total ? <progress value={progress.fetched} max={progress.total} aria-label={said.fetchAll} /> : null}
      </div>
      {isCharted && chartable && <Chart table={table} chartable={chartable} />}
      <p className="result-about">{said.about}</p>
      <ResultTable key={list?.id} table={table} />
    </details>
  );
}
