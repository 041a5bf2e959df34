import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What GraphiQL and its plugins fall short of, and nothing outside them can mend: each by its rule and where it is. */
const known: { rule: string; where: RegExp }[] = [
  // A tab that can be dragged holds the buttons that choose and close it.
  { rule: 'nested-interactive', where: /^\.graphiql-tab\b/ },
  // The query builder's lists of values have no name.
  { rule: 'select-name', where: /graphiql-explorer|^form > select$/ },
  // An entry of the history is named by its query, and shows the operation's name.
  { rule: 'label-content-name-mismatch', where: /graphiql-history-item-label/ },
];

/** What axe finds against WCAG AA in a page as it stands, but for what is known of GraphiQL: `rule: selector (why)`. */
export async function findBarriers(page: Page): Promise<string[]> {
  // By the debugger, whom the page's policy does not bind.
  await page.evaluate(source);
  const { violations } = await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
        runOnly: tags,
        resultTypes: ['violations'],
      }),
    levels,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .map(({ target, failureSummary }) => ({ where: target.join(' '), why: failureSummary?.replaceAll(/\s+/g, ' ') }))
      .filter(({ where }) => !known.some((each) => each.rule === id && each.where.test(where)))
      .map(({ where, why }) => `${id}: ${where} (${why})`),
  );
}
