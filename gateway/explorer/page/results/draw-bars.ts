import { barX, plot, ruleX, text } from '@observablehq/plot';
import type { Bar } from './chart-data.ts';

type Drawing = {
  title: string;
  language: string;
  /** Lengths are from 0 to 1, and told in percent. */
  isShare: boolean;
  /** Pixels. */
  width: number;
};

const pixelsOfLetter = 7.2;

/** Bars as an SVG that is one picture to a screen reader, called by its title. */
export function drawBars(bars: readonly Bar[], { title, language, isShare, width }: Drawing): SVGElement {
  const numbers = new Intl.NumberFormat(language, {
    maximumFractionDigits: isShare ? 1 : 3,
    style: isShare ? 'percent' : 'decimal',
  });
  const ticks = new Intl.NumberFormat(language, {
    notation: isShare ? 'standard' : 'compact',
    style: isShare ? 'percent' : 'decimal',
  });
  const longest = Math.max(...bars.map(({ label }) => label.length), 1);
  const margin = Math.min(longest * pixelsOfLetter + 16, Math.max(width * 0.4, 100));
  const letters = Math.floor((margin - 16) / pixelsOfLetter);
  const drawn = plot({
    width: Math.max(width, 260),
    marginLeft: margin,
    marginRight: 90,
    style: { background: 'transparent', color: 'var(--ink)', fontSize: '13px' },
    x: { label: null, tickFormat: (value: number) => ticks.format(value), ticks: 4, grid: true },
    y: { label: null, tickFormat: (label: string) => shorten(label, letters) },
    marks: [
      barX(bars, { x: 'value', y: 'label', fill: 'var(--accent)', sort: { y: '-x' } }),
      text(bars, {
        x: 'value',
        y: 'label',
        text: ({ value }: Bar) => numbers.format(value),
        textAnchor: 'start',
        dx: 5,
        fill: 'var(--ink)',
      }),
      ruleX([0]),
    ],
  }) as SVGElement;
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', title);
  // Plot names groups that have no role to carry a name (axe: aria-allowed-attr); of one picture nobody hears them.
  for (const part of drawn.querySelectorAll('[aria-label], [aria-description]'))
    for (const name of ['aria-label', 'aria-description']) part.removeAttribute(name);
  return drawn;
}

const shorten = (label: string, letters: number) =>
  label.length > letters ? `${label.slice(0, Math.max(letters - 1, 1))}…` : label;
