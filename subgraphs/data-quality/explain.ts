import type { Detail, Rule, Text } from './rules/rule.ts';
import { subjects } from './rules/subjects.ts';
import { databaseNames, recordNames } from './rules/wording.ts';

export type Language = keyof Text;

/** What a finding says in one language: each part is a sentence or some, and stands without the others. */
export type Explanation = {
  found: string;
  expected: string;
  action: string;
  /** Which kind of record in which database was checked. */
  where: string;
};

const HIDDEN = '•••';
const UNKNOWN = '?';

/**
 * The explanation of a finding. Never throws: a detail that is missing is `?`, one that may not be told `•••`.
 *
 * @param reveal whether values of a sensitive category may be told
 * @param names of units and agencies, by their ids
 */
export function explain(
  rule: Rule,
  details: Readonly<Record<string, unknown>>,
  language: Language,
  reveal: (category: NonNullable<Detail['sensitive']>) => boolean,
  names: ReadonlyMap<string, string>,
): Explanation {
  const fill = (text: Text) =>
    text[language].replace(/\{(\w+)\}/g, (_, key: string) => {
      const detail = rule.details[key];
      if (!detail || !Object.hasOwn(details, key)) return UNKNOWN;
      if (detail.sensitive && !reveal(detail.sensitive)) return HIDDEN;
      return written(detail, details[key], language, names);
    });
  const { found, expected, action } = rule.explanation;
  const database = databaseNames[subjects[rule.subject].database];
  const record = recordNames[rule.subject][language];
  return {
    found: fill(found),
    expected: fill(expected),
    action: fill(action),
    where: `${record.charAt(0).toUpperCase()}${record.slice(1)}${language === 'vi' ? ' tại ' : ' in '}${database[language]}`,
  };
}

function written(detail: Detail, value: unknown, language: Language, names: ReadonlyMap<string, string>): string {
  const none = detail.none?.[language] ?? UNKNOWN;
  if (value === null || value === undefined) return none;
  if (!isPlural(detail.format)) return one(detail, detail.format, value, language, names);
  if (!Array.isArray(value)) return UNKNOWN;
  return value.map((each) => one(detail, single[detail.format as Plural], each, language, names)).join(', ') || none;
}

const single = { list: 'text', months: 'month', places: 'place', codes: 'code' } as const;
type Plural = keyof typeof single;
type Single = Exclude<Detail['format'], Plural>;
const isPlural = (format: Detail['format']): format is Plural => Object.hasOwn(single, format);

function one(
  { values }: Detail,
  format: Single,
  value: unknown,
  language: Language,
  names: ReadonlyMap<string, string>,
): string {
  const text = String(value);
  switch (format) {
    case 'number':
      return figure(value, language);
    case 'coefficient':
      return Number.isFinite(Number(value)) ? decimal(Number(value), language) : UNKNOWN;
    case 'vnd': {
      const amount = figure(value, language);
      return amount === UNKNOWN ? UNKNOWN : language === 'vi' ? `${amount} đồng` : `VND ${amount}`;
    }
    case 'month':
      return dated(text.slice(0, 7), language);
    case 'date':
      return dated(text.slice(0, 10), language);
    case 'place':
      return names.has(text) ? `${names.get(text)} (${text})` : text;
    case 'code':
      return values?.[text]?.[language] ?? text;
    case 'text':
    case 'year':
      return text;
  }
}

const figures = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-US') };
const decimals = {
  vi: new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 2, maximumFractionDigits: 3 }),
  en: new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 3 }),
};
const decimal = (value: number, language: Language) => decimals[language].format(value);

const figure = (value: unknown, language: Language) =>
  Number.isFinite(Number(value)) ? figures[language].format(Number(value)) : UNKNOWN;

/** A date yyyy-MM-dd or month yyyy-MM: 31/10/2026 and 10/2026 in Vietnamese. */
function dated(text: string, language: Language): string {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(text)) return UNKNOWN;
  return language === 'vi' ? text.split('-').reverse().join('/') : text;
}
