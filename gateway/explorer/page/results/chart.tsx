import { useEffect, useRef, useState } from 'react';
import { useLanguage, useWords } from '../frame/language.tsx';
import { barsOf, type Chartable, mostBars, type ShareOf } from './chart-data.ts';
import type { Table } from './unfold.ts';
import { words } from './words.ts';

/** Bars of a figure for each row of a statistic; the table beside it says the same to who does not see them. */
export function Chart({ table, chartable }: { table: Table; chartable: Chartable }) {
  const said = useWords(words);
  const { language } = useLanguage();
  const figure = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<number>();
  const [share, setShare] = useState<ShareOf>('nothing');
  const [split, setSplit] = useState<number>();
  const measure = chosen !== undefined && chartable.measures.includes(chosen) ? chosen : (chartable.measures[0] ?? 0);
  const series = split !== undefined && chartable.series.includes(split) ? split : undefined;
  const isOffered =
    typeof share === 'number' ? chartable.measures.includes(share) : share !== 'bar' || series !== undefined;
  const shareOf = isOffered ? share : 'nothing';
  const bars = barsOf(table, { labels: chartable.labels, measure, shareOf, series, untold: said.untold });
  const title = said.chartOf(table.columns[measure] ?? '', chartable.labels.map((at) => table.columns[at]).join(', '));
  const drawn = JSON.stringify([bars.slice(0, mostBars), title, language, shareOf === 'nothing']);
  useEffect(() => {
    const place = figure.current;
    if (!place) return undefined;
    let isGone = false;
    // Loaded with the first chart that is asked for.
    import('./draw-bars.ts').then(({ drawBars }) => {
      if (isGone) return;
      const [data, name, locale, isValue] = JSON.parse(drawn);
      place.replaceChildren(
        drawBars(data, { title: name, language: locale, isShare: !isValue, width: place.clientWidth }),
      );
    });
    return () => {
      isGone = true;
    };
  }, [drawn]);
  return (
    <div className="result-chart">
      <div className="result-tools">
        <label>
          {said.measure}{' '}
          <select className="button" value={measure} onChange={(event) => setChosen(Number(event.target.value))}>
            {chartable.measures.map((at) => (
              <option key={at} value={at}>
                {table.columns[at]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {said.shareOf}{' '}
          <select className="button" value={shareOf} onChange={(event) => setShare(readShare(event.target.value))}>
            <option value="nothing">{said.nothing}</option>
            <option value="sum">{said.sum}</option>
            {series !== undefined && <option value="bar">{said.bar}</option>}
            {chartable.measures
              .filter((at) => at !== measure)
              .map((at) => (
                <option key={at} value={at}>
                  {table.columns[at]}
                </option>
              ))}
          </select>
        </label>
        {chartable.series.length > 0 && (
          <label>
            {said.series}{' '}
            <select
              className="button"
              value={series ?? ''}
              onChange={(event) => setSplit(readIndex(event.target.value))}
            >
              <option value="">{said.nothingSplit}</option>
              {chartable.series.map((at) => (
                <option key={at} value={at}>
                  {table.columns[at]}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <figure ref={figure} />
      {bars.length > mostBars && <p>{said.rest(String(bars.length - mostBars))}</p>}
    </div>
  );
}

const readIndex = (value: string) => (value === '' ? undefined : Number(value));

const readShare = (value: string): ShareOf =>
  value === 'nothing' || value === 'sum' || value === 'bar' ? value : Number(value);
