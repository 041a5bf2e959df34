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
