import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './axe.ts';
import { chromiumPath, type Explored, startExplored } from './browser.ts';

describe.runIf(chromiumPath)('the reference', () => {
  let explored: Explored;
  beforeAll(async () => {
    explored = await startExplored();
  });
  afterAll(() => explored?.stop());

  test('a field is found by its name, and by a Vietnamese word without diacritics', async () => {
    const page = await explored.open('/docs');
    const results = page.locator('#results a');
    await page.getByRole('searchbox').fill('coefficient');
    await results.first().waitFor();
    expect(await results.allTextContents()).toContain('Official.coefficient');
    await page.getByRole('searchbox').fill('he so luong');
    await expect.poll(() => results.allTextContents()).toContain('Official.coefficient');
    // By the keyboard alone.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/docs\/[\w-]+#\w+/);
    expect(await page.locator(':target').count()).toBe(1);
    expect(explored.faults).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('can be read by everybody (%s)', async (colorScheme) => {
    for (const path of ['/docs', '/docs/data-quality', '/docs/operations', '/docs/errors']) {
      const page = await explored.open(path, { colorScheme });
      expect(await findBarriers(page)).toEqual([]);
      await page.close();
    }
  });

  test('says its own words in Vietnamese or English, as it was chosen there or in the explorer', async () => {
    const page = await explored.open('/docs/officials', { viewport: { width: 360, height: 740 } });
    const heading = (name: string) => page.getByRole('heading', { name, exact: true }).first();
    await heading('Bản ghi').waitFor();
    expect(await page.title()).toBe('Cán bộ, công chức, viên chức · Liên Thông');
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    await page.getByRole('searchbox', { name: 'Tìm kiểu, trường và câu hỏi' }).fill('coefficient');
    await page.getByText(/^Tìm thấy \d+/).waitFor();
    await page.getByLabel('Ngôn ngữ').selectOption('en');
    await page.getByText(/^\d+ found/).waitFor();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.reload();
    await heading('Records').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/Ai được xem|Cần có/);
    await page.goto(`${explored.origin}/overview`);
    await page.getByRole('link', { name: 'Explorer' }).waitFor();
    expect(explored.faults).toEqual([]);
    await page.context().close();
  });

  test('is read without a script, in English', async () => {
    const page = await explored.open('/docs/officials', { javaScriptEnabled: false });
    const text = await page.locator('body').innerText();
    expect(text).toContain('Who: officials:read');
    expect(text).not.toMatch(/Ai được xem|Tiếng Việt/);
    await page.context().close();
  });

  test('shows the icon of the other pages, where a browser would ask for one that is not here', async () => {
    const page = await explored.open('/docs');
    const icon = await page.locator('link[rel="icon"]').getAttribute('href');
    const answer = await page.request.get(explored.origin + icon);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/svg+xml']);
    await page.close();
  });

  test('fits a narrow screen', async () => {
    for (const path of ['/docs', '/docs/social-security', '/docs/operations']) {
      const page = await explored.open(path, { viewport: { width: 360, height: 740 } });
      // biome-ignore lint/suspicious/noExplicitAny: the page's own globals
      expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        360,
      );
      await page.close();
    }
  });
});
