import { axisX, barX, plot, ruleX, text } from '@observablehq/plot';
import type { Bar } from './chart-data.ts';

type Drawing = {
  title: string;
  language: string;
  /** Lengths are from 0 to 1, and told in percent. */
  isShare: boolean;
  /** Pixels. */
  width: number;
};

/** Of 13 px, wide ones with diacritics among them: labels end at the axis, so what is too long loses its beginning. */
const pixelsOfLetter = 8.6;

/** Told apart by those who see no colours, and from either paper. */
const colours = ['#4e79a7', '#e58a2e', '#4f9d96', '#c9504f', '#8a6fb0', '#b7932b', '#6f8f3f', '#a0737f'];

/**
 * Bars as one picture to a screen reader, called by its title; with several parts to a bar a legend stands above it.
 */
export function drawBars(bars: readonly Bar[], { title, language, isShare, width }: Drawing): Element {
  const style = isShare ? 'percent' : 'decimal';
  const numbers = new Intl.NumberFormat(language, { style, maximumFractionDigits: isShare ? 1 : 3 });
  const ticks = new Intl.NumberFormat(language, { style, notation: isShare ? 'standard' : 'compact' });
  const longest = Math.max(...bars.map(({ label }) => label.length), 1);
  const margin = Math.min(longest * pixelsOfLetter + 16, Math.max(width * 0.4, 100));
  const letters = Math.floor((margin - 16) / pixelsOfLetter);
  const parts = bars.flatMap(({ label, parts }) => parts.map((part) => ({ ...part, label })));
  const series = [...new Set(parts.map((part) => part.series))];
  const isSplit = series.length > 1;
  const hasNegative = parts.some(({ value }) => value < 0);
  const toldAt = (isNegative: boolean) =>
    text(
      bars.filter(({ total }) => total < 0 === isNegative),
      {
        x: 'total',
        y: 'label',
        text: ({ total }: Bar) => numbers.format(total),
        textAnchor: isNegative ? 'end' : 'start',
        dx: isNegative ? -5 : 5,
        fill: 'var(--ink)',
      },
    );
  const drawn = plot({
    width: Math.max(width, 260),
    marginLeft: margin,
    marginRight: 90,
    insetLeft: hasNegative ? 70 : 0,
    style: { background: 'transparent', color: 'var(--ink)', fontSize: '13px' },
    x: { grid: true },
    y: { label: null, domain: bars.map(({ label }) => label), tickFormat: (label: string) => shorten(label, letters) },
    color: { domain: series, range: isSplit ? colours : ['var(--accent)'], legend: isSplit },
    marks: [
      axisX({ label: null, ticks: 4, tickFormat: (value: number) => ticks.format(value) }),
      barX(parts, { x: 'value', y: 'label', fill: 'series' }),
      ruleX([0]),
      toldAt(false),
      toldAt(true),
    ],
  });
  const picture = isSplit ? (drawn.querySelector(':scope > svg') ?? drawn) : drawn;
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', title);
  // Plot names groups that have no role to carry a name (axe: aria-allowed-attr); of one picture nobody hears them.
  for (const part of picture.querySelectorAll('[aria-label], [aria-description]'))
    for (const name of ['aria-label', 'aria-description']) part.removeAttribute(name);
  return drawn;
}

const shorten = (label: string, letters: number) =>
  label.length > letters ? `${label.slice(0, Math.max(letters - 1, 1))}…` : label;
