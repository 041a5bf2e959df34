import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './axe.ts';
import { chromiumPath, type Explored, editorsOf, startExplored } from './browser.ts';

describe.runIf(chromiumPath)('the table under an answer', () => {
  let explored: Explored;
  let page: Page;
  let results: Locator;
  beforeAll(async () => {
    explored = await startExplored();
    page = await explored.open('/');
    results = page.locator('.results');
    await editorsOf(page);
  });
  afterAll(() => explored?.stop());

  /** Runs a committed operation as nobody. */
  async function run(operation: string) {
    const example = page.locator(`[data-operation="${operation}"]`);
    const group = page.locator('.examples details', { has: example });
    if ((await group.getAttribute('open')) === null) await group.locator('summary').click();
    await example.click();
    await page.locator('.graphiql-execute-button').click();
  }

  /** What a click on a button of the table saves. */
  async function saved(button: string) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      results.getByRole('button', { name: button, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  const column = (at: number) => results.locator(`tbody tr td:nth-child(${at})`).allInnerTexts();

  test('statistics are sorted, another list gives the rows, and a chart follows', async () => {
    await run('labour-by-province');
    await results.getByRole('columnheader', { name: 'province.fullName' }).waitFor();
    await results.getByRole('button', { name: 'count' }).click();
    const counts = (await column(3)).map((text) => Number(text.replaceAll('.', '')));
    expect(counts.length).toBeGreaterThan(10);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    await results.getByRole('button', { name: 'Biểu đồ' }).click();
    const chart = results.getByRole('img', { name: /count/ });
    await chart.waitFor();
    const bars = await chart.locator('rect').count();
    expect(bars).toBe(Math.min(counts.length, 40));
    await results.getByLabel('Tỷ lệ trên').selectOption('sum');
    await chart
      .locator('text', { hasText: /^[\d,]+\s?%$/ })
      .first()
      .waitFor();
    await results.getByLabel('Mỗi dòng là').selectOption('jobMarketStatistics');
    await results.getByRole('columnheader', { name: 'occupationMajorGroup.name' }).waitFor();
    await results.getByRole('img', { name: /vacancies/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('Giao diện').selectOption('dark');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('one of the keys colours the parts of each bar, and shares are of the bar', async () => {
    await run('workers-by-age-and-education');
    await results.getByLabel('Chia màu theo').selectOption({ label: 'education' });
    await results.getByLabel('Tỷ lệ trên').selectOption('bar');
    const chart = results.getByRole('img', { name: /count/ });
    await chart
      .locator('text', { hasText: /^100\s?%$/ })
      .first()
      .waitFor();
    const ages = new Set(await column(1));
    const parts = await chart.locator('rect').count();
    expect(parts).toBeGreaterThan(ages.size);
    expect(await results.locator('.result-chart figure figure').innerText()).toContain('UNIVERSITY');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('all pages are fetched, and the file that is saved holds them with their diacritics and codes', async () => {
    await run('quality-of-communes');
    await results.getByText('20 dòng').waitFor();
    await results.getByRole('button', { name: 'Tải tất cả các trang' }).click();
    await results.getByText('Đã tải hết các trang.').waitFor();
    const { administrativeUnits } = (
      await explored.stack.ask(
        '{ administrativeUnits(filter: { level: COMMUNE, parentCode: "79" }, first: 200) { nodes { code fullName } } }',
      )
    ).data;
    const { name, text } = await saved('CSV');
    expect(name).toBe('lien-thong-QualityOfCommunes.csv');
    expect(text.startsWith('\uFEFFcode,fullName,quality.score,')).toBe(true);
    const rows = Papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true }).data;
    expect(rows.map(({ code, fullName }) => ({ code, fullName }))).toEqual(administrativeUnits.nodes);
    expect(JSON.parse((await saved('JSON')).text).data.administrativeUnits.nodes).toHaveLength(rows.length);
    expect((await saved('CSV cho Excel')).text).toContain('"=""');
  });

  test('what nobody may see is told apart from what is not recorded', async () => {
    await run('first-question');
    await results.locator('.result-trouble').first().waitFor();
    expect(await results.locator('.result-trouble').first().innerText()).toBe('không được xem');
    expect((await saved('CSV')).text).toContain('[refused]');
  });

  test('a long answer stays in the window', async () => {
    const below = await page.locator('.graphiql-footer').evaluate((footer) => footer.getBoundingClientRect().bottom);
    expect(below).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  });

  test('a wide table takes nothing of the editor beside it', async () => {
    const widthOf = async (part: string) => (await page.locator(part).first().boundingBox())?.width ?? 0;
    expect(await results.locator('table').evaluate((table) => table.clientWidth)).toBeGreaterThan(
      await widthOf('.results'),
    );
    expect(await widthOf('.graphiql-query-editor')).toBeGreaterThan(0.8 * (await widthOf('.graphiql-response')));
  });

  test('nothing was asked of another host, refused by the policy or thrown', () => {
    expect(explored.faults).toEqual([]);
  });
});
