import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { operations } from '../operations/operations.ts';
import { startRelay } from '../support/relay.ts';
import { findBarriers } from './axe.ts';
import { chromiumPath, type Explored, startExplored } from './browser.ts';

const glance = operations.find(({ file }) => file === 'databases-at-a-glance');

describe.runIf(chromiumPath)('the overview', () => {
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let explored: Explored;
  beforeAll(async () => {
    relay = await startRelay(inject('databaseUrls').officials as DatabaseUrls);
    // What the page asks is a committed operation, so it is answered where nothing else is.
    explored = await startExplored({ databaseUrls: { officials: relay.urls }, documents: { safelist: 'enforce' } });
  });
  afterAll(async () => {
    await explored?.stop();
    await relay?.close();
  });

  /** The page once every part has answered or failed. */
  async function opened(context: Parameters<Explored['open']>[1] = {}): Promise<Page> {
    const page = await explored.open('/overview', context);
    await page.locator('.overview-card[aria-busy="false"]').nth(4).waitFor();
    await page
      .locator('.overview-health', { hasText: /tải|loading/ })
      .first()
      .waitFor({ state: 'detached' });
    return page;
  }

  const factsOf = (page: Page, name: string) =>
    page
      .getByRole('article', { name })
      .locator('dl > div')
      .allInnerTexts()
      .then((all) => all.map((fact) => fact.split('\n')));

  test('tells of each database what the API tells everyone', async () => {
    const { data } = await explored.stack.ask(glance?.text ?? '', {}, { token: null });
    const [{ count, matchedCount }] = data.officialStatistics;
    const page = await opened({ locale: 'en-GB' });
    expect(await page.getByRole('article').count()).toBe(5);
    const facts = await factsOf(page, 'Officials');
    expect(facts.slice(0, 3)).toEqual([
      ['Health', 'answers'],
      ['Owner', 'Ministry of Home Affairs'],
      ['Records', count.toLocaleString('en')],
    ]);
    expect(facts[3]?.[1]).toBe(`${Number(((100 * matchedCount) / count).toFixed(1))}%`);
    expect(facts[4]?.[1]).toMatch(/^latest record of \d\d\/\d\d\/\d{4}$/);
    expect((await factsOf(page, 'Social security'))[1]).toEqual([
      'Owner',
      'Vietnam Social Security, Ministry of Finance',
    ]);
    expect((await page.locator('main').innerText()).match(/could not be fetched/g)).toBeNull();
  });

  test.each(['light', 'dark'] as const)('has no barrier of WCAG AA, %s', async (colorScheme) => {
    expect(await findBarriers(await opened({ colorScheme }))).toEqual([]);
  });

  test('fits a telephone', async () => {
    const page = await opened({ viewport: { width: 360, height: 640 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('where the rules have never run, it says so in place of counting nothing', async () => {
    const page = await explored.open('/', { locale: 'en-GB' });
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const { data, ...rest } = await response.json();
      // The page that was left asks for the schema, which is refused here.
      if (!data) return route.fulfill({ response });
      const lists = ['qualityScores', 'living', 'compared', 'qualityParticipation'].filter((name) => name in data);
      const none = Object.fromEntries(lists.map((name) => [name, []]));
      await route.fulfill({ response, json: { ...rest, data: { ...data, ...none } } });
    });
    await page.goto(`${explored.origin}/overview`);
    await page.getByText('Not checked yet.').waitFor();
    expect((await factsOf(page, 'Data quality')).map(([name]) => name)).toEqual(['Health', 'Owner', 'Checks made']);
    await page.unrouteAll({ behavior: 'wait' });
    await page.context().close();
  });

  test('says which database is away, and tells of the others', async () => {
    await relay.close();
    const page = await opened();
    const officials = page.getByRole('article', { name: 'Cán bộ, công chức, viên chức' });
    await officials.getByText('Cơ sở dữ liệu này không trả lời').waitFor();
    expect((await factsOf(page, 'Cán bộ, công chức, viên chức')).slice(0, 3)).toEqual([
      ['Tình trạng', 'không trả lời'],
      ['Chủ quản', 'Bộ Nội vụ'],
      ['Hồ sơ', 'chưa lấy được'],
    ]);
    expect(await page.locator('.overview-failed').count()).toBe(1);
    expect((await factsOf(page, 'Lao động, việc làm'))[0]).toEqual(['Tình trạng', 'hoạt động']);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('nothing was asked of another host, refused by the policy or thrown', () => {
    expect(explored.faults).toEqual([]);
  });
});
