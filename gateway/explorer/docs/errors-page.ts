import { type Html, html, inline } from './html.ts';
import type { Page } from './pages.ts';

/** One row of schema/errors.md. */
type Row = { code: string; status: string; means: string; todo: string };

type Section = { title: string; rows: Row[] };

/** The tables of schema/errors.md under their headings; a table without a status is of errors beside data. */
export function readErrors(guide: string): Section[] {
  return guide.split(/^## /m).flatMap((part) => {
    const [title = '', ...lines] = part.split('\n');
    const rows = lines.flatMap((line): Row[] => {
      const cells = line.split('|').map((cell) => withoutLinks(cell.trim()));
      const code = /^`([A-Z_]+)`$/.exec(cells[1] ?? '')?.[1];
      if (code === undefined) return [];
      const [status = '', means = '', todo = ''] = cells.length > 5 ? cells.slice(2) : ['200', ...cells.slice(2)];
      return [{ code, status, means, todo }];
    });
    return rows.length > 0 ? [{ title, rows }] : [];
  });
}

/** They lead to files of the repository, which are not served. */
const withoutLinks = (text: string) => text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1');

/** All codes of errors, what they mean and what to do. */
export function errorsPage(guide: string): Page {
  const shown = new Set<string>();
  /** A code of two tables has its anchor in the first. */
  const idOf = (code: string): Html | false => {
    if (shown.has(code)) return false;
    shown.add(code);
    return html` id="${code}"`;
  };
  return {
    name: 'errors',
    title: 'Errors',
    body: html`
<p>Decide by <code>extensions.code</code>, never by the message. With <code>data</code> the operation was run, and each <code>null</code> that was not recorded so has an error whose
<code>path</code> says where; without it nothing was run. A status marked (200) is 200 under <code>application/json</code>.</p>
${readErrors(guide).map(
  ({ title, rows }) => html`
<h2>${title}</h2>
<dl>${rows.map(
    ({ code, status, means, todo }) => html`
<dt${idOf(code)}><code>${code}</code> ${status}</dt>
<dd><p>${inline(means)}</p><p class="rule">What to do: ${inline(todo)}</p></dd>`,
  )}</dl>`,
)}`,
  };
}
