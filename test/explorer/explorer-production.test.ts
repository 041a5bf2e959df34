import { readFileSync } from 'node:fs';
import { buildSchema, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../operations/operations.ts';
import { findBarriers } from './axe.ts';
import { chromiumPath, type Explored, editorsOf, startExplored } from './browser.ts';

describe.runIf(chromiumPath)('the explorer in production', () => {
  let explored: Explored;
  beforeAll(async () => {
    explored = await startExplored({ explorer: 'production', isProduction: true });
  });
  afterAll(() => explored?.stop());

  test('takes a token that is pasted, says whose it is, and forgets one that does not hold', async () => {
    const page = await explored.open();
    await editorsOf(page);
    expect(await page.getByLabel('Vai trò').count()).toBe(0);
    const box = page.getByLabel('Mã truy cập (token)');
    await box.fill('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.');
    await page.getByRole('button', { name: 'Dùng' }).click();
    await page.locator('.who-problem').waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('lienthong:session'))).toBeNull();
    await box.fill(`Bearer ${await explored.stack.tokenOf('partner', { purpose: 'LABOUR_SUPPORT' })}`);
    await page.keyboard.press('Enter');
    await page.locator('.who-line').getByText('test:partner').waitFor();
    expect(await page.locator('.who-line').innerText()).toContain('cả nước');
    // Its only purpose is the one that counts, so nothing else can be chosen.
    expect(await page.getByLabel('Mục đích').locator('option').allInnerTexts()).toEqual(['Hỗ trợ việc làm']);
    // A partner's token reads the schema in production; nobody else's does.
    await page.locator('.graphiql-doc-explorer, .graphiql-query-editor').first().waitFor();
    await page.getByRole('button', { name: 'Bỏ mã truy cập' }).click();
    await page.getByText('Chưa có mã truy cập').waitFor();
    expect(explored.faults).toEqual([]);
  });

  test('a partner that is bound to a contract sees its part of the schema', async () => {
    const page = await explored.open();
    await page
      .getByLabel('Mã truy cập (token)')
      .fill(await explored.stack.tokenOf('partner', { contract: 'partner-insurance' }));
    await page.keyboard.press('Enter');
    await page.locator('.who-line').getByText('lược đồ của hợp đồng partner-insurance').waitFor();
    // And the examples that are questions of it.
    const schema = buildSchema(readFileSync('schema/contracts/partner-insurance.graphql', 'utf8'));
    const own = operations.filter(({ document }) => validate(schema, document).length === 0).map(({ file }) => file);
    const offered = page.locator('[data-operation]');
    await expect.poll(() => offered.count()).toBe(own.length);
    const shown = await offered.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute('data-operation')),
    );
    expect(shown.sort()).toEqual(own);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-plugin').getByText('Query', { exact: true }).first().click();
    const fields = page.locator('.graphiql-plugin .graphiql-doc-explorer-field-name');
    await fields.getByText('insuredPersons', { exact: true }).waitFor();
    expect(await fields.allInnerTexts()).not.toContain('officials');
    expect(explored.faults).toEqual([]);
    // Its reference is not for everybody: no link carries a token, so the page that shows it asks with that of the tab.
    const { token } = JSON.parse((await page.evaluate(() => sessionStorage.getItem('lienthong:session'))) ?? '{}');
    await page.getByRole('link', { name: 'đọc lược đồ' }).click();
    const heading = (name: string) => page.getByRole('heading', { name, exact: true }).first();
    await heading('Lược đồ của partner-insurance').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'An sinh xã hội' }).click();
    await heading('An sinh xã hội').waitFor();
    expect(await page.title()).toBe('An sinh xã hội · Liên Thông');
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('searchbox').fill('taxCode');
    await page.locator('#results').getByText('Employer.taxCode', { exact: true }).click();
    await page.locator('[id="Employer.taxCode"]').waitFor();
    expect(page.url()).toMatch(/\/docs\/own#\/docs\/partner-insurance\/[\w-]+#Employer\.taxCode$/);
    expect(page.url()).not.toContain(token);
    await page.reload();
    await page.locator('[id="Employer.taxCode"]').waitFor();
    await page.goBack();
    await heading('An sinh xã hội').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('OfficialConnection');
    const stranger = await explored.open('/docs/own#/docs/partner-insurance');
    await stranger.getByText('Hãy đưa mã vào trang Tra cứu trước').waitFor();
    expect(await stranger.locator('#refused').isVisible()).toBe(false);
    expect(explored.faults).toEqual([]);
  });

  test('a partner without the scope for it is led to no reference, and hears why none is shown', async () => {
    const page = await explored.open();
    const claims = { contract: 'partner-insurance', scope: 'insurance:read' };
    await page.getByLabel('Mã truy cập (token)').fill(await explored.stack.tokenOf('partner', claims));
    await page.keyboard.press('Enter');
    await page.locator('.who-line').getByText('lược đồ của hợp đồng partner-insurance').waitFor();
    expect(await page.getByRole('link', { name: 'đọc lược đồ' }).count()).toBe(0);
    const isRefused = async () => {
      await page.getByText('thiếu phạm vi schema:introspect').waitFor();
      expect(await page.getByText('Hãy đưa mã vào trang Tra cứu trước').count()).toBe(0);
    };
    await page.goto(`${explored.origin}/docs/own`);
    await isRefused();
    // Nor to a token that has ended.
    await page.evaluate(() => sessionStorage.setItem('lienthong:session', '{"token":"no.to.ken"}'));
    await page.reload();
    await isRefused();
    expect(explored.faults).toEqual([]);
  });
});
