import { type Html, html, inline } from './html.ts';
import type { Page } from './pages.ts';
import { said, words } from './words.ts';

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

const about = {
  en: html`Decide by <code>extensions.code</code>, never by the message. With <code>data</code> the operation was run, and each <code>null</code> that was not recorded so has an
error whose <code>path</code> says where; without it nothing was run. A status marked (200) is 200 under <code>application/json</code>.`,
  vi: html`Hãy xử lý theo <code>extensions.code</code>, đừng theo câu thông báo. Có <code>data</code> nghĩa là câu hỏi đã được chạy, và mỗi <code>null</code> không phải do bản ghi để trống đều
có một lỗi mà <code>path</code> chỉ rõ chỗ; không có thì chưa chạy gì. Trạng thái ghi (200) là 200 với <code>application/json</code>.`,
};

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
    title: words.errors,
    body: html`
<p>${said(about)}</p>
${readErrors(guide).map(
  ({ title, rows }) => html`
<h2>${title}</h2>
<dl>${rows.map(
    ({ code, status, means, todo }) => html`
<dt${idOf(code)}><code>${code}</code> ${status}</dt>
<dd><p>${inline(means)}</p><p class="rule">${said(words.todo)}: ${inline(todo)}</p></dd>`,
  )}</dl>`,
)}`,
  };
}
