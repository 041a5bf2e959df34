import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './axe.ts';
import { chromiumPath, type Explored, editorsOf, startExplored } from './browser.ts';

describe.runIf(chromiumPath)('the explorer', () => {
  let explored: Explored;
  let page: Page;
  beforeAll(async () => {
    explored = await startExplored();
    page = await explored.open();
    await editorsOf(page);
  });
  afterAll(() => explored?.stop());
  // No host but this one, nothing that its policy forbids, and nothing thrown: in any of these tests.
  afterEach(() => expect(explored.faults).toEqual([]));

  const run = () => page.getByRole('button', { name: /Execute query/ }).click();
  const answer = () => page.locator('.result-window');
  const chooseExample = async (operation: string) => {
    const example = page.locator(`[data-operation="${operation}"]`);
    const group = page.locator('.examples details', { has: example });
    if ((await group.getAttribute('open')) === null) await group.locator('summary').click();
    await example.click();
  };

  test('loads an example and runs it, without a token', async () => {
    await chooseExample('code-on-two-dates');
    await run();
    await answer().getByText('"earlier"').waitFor();
    expect(await page.locator('.refusals').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Lược đồ' }).getAttribute('href')).toBe('/docs');
  });

  test('explains what is refused where it stands; the role that it offers is told all of it', async () => {
    await chooseExample('insured-base-of-month');
    await run();
    const refusals = page.locator('.refusals');
    await refusals.getByText('1 trường bị từ chối').waitFor();
    const told = await refusals.innerText();
    for (const part of [
      'officials (1 chỗ)',
      'phạm vi officials:read',
      'Bộ Nội vụ',
      '91/2025/QH15: Luật Bảo vệ dữ liệu cá nhân',
    ])
      expect(told).toContain(part);
    await refusals.getByRole('button', { name: 'Dùng vai trò Cán bộ của tỉnh' }).click();
    const line = page.locator('.who-line');
    await line.getByText('Thành phố Hồ Chí Minh (79)').waitFor();
    expect(await line.innerText()).toMatch(/^test:provincial-officer: .*Hồ Chí Minh \(H29\); .*; đến \d/);
    // Now a purpose is what is missing.
    await run();
    await refusals.getByText('officials.nodes.*.person.insuredPersons.*.contributions').waitFor();
    await refusals.getByRole('button', { name: 'Khai mục đích: Quản lý nhân sự' }).click();
    await run();
    await answer().getByText('"monthlyPay"').first().waitFor();
    await refusals.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Mục đích').inputValue()).toBe('PERSONNEL_MANAGEMENT');
  });

  test('an example offers the role that it needs, and finds values for its variables', async () => {
    await chooseExample('official-dossier');
    await page.getByText('Người hỏi hiện nay có thể chưa được xem hết').waitFor();
    await page.getByRole('button', { name: 'Dùng vai trò này' }).click();
    await page.locator('.graphiql-editor-tool').getByText('"id"').waitFor();
    await run();
    await answer().getByText('"appointments"').waitFor();
    expect(await page.locator('.refusals').count()).toBe(0);
  });

  test('a question that takes too long is stopped, and its connection with it', async () => {
    await page.route('**/graphql', () => {});
    const ended = page.waitForEvent('requestfailed');
    await run();
    await page.getByRole('button', { name: /Stop query/ }).click();
    expect((await ended).url()).toBe(explored.stack.url);
    await page.locator('.graphiql-spinner').waitFor({ state: 'detached' });
    await page.unroute('**/graphql');
    await run();
    await answer().getByText('"appointments"').waitFor();
  });

  test('a token is in this tab alone: not in the address, nor in what outlives the tab, nor in the history', async () => {
    const kept = await page.evaluate(() => ({ ...sessionStorage }));
    const { token } = JSON.parse(kept['lienthong:session'] as string) as { token: string };
    expect(token).toMatch(/^eyJ/);
    expect(page.url()).not.toContain(token.slice(0, 20));
    expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain('lienthong:session');
    for (const [name, value] of Object.entries(kept))
      if (name !== 'lienthong:session') expect(value).not.toContain(token.slice(0, 20));
    // What was asked is in the history, and that is in the tab.
    await page.getByRole('button', { name: 'Show History' }).click();
    await page.locator('.graphiql-history').getByText('OfficialDossier').first().waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('OfficialDossier');
  });

  test('a role is left again, and then nobody asks', async () => {
    await page.getByLabel('Vai trò').selectOption('Không ai (dữ liệu công khai)');
    await page.getByText('Chưa có mã truy cập').waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('lienthong:session'))).toBeNull();
  });

  test('the keyboard is enough: a role, an example, a run', async () => {
    const other = await explored.open();
    await editorsOf(other);
    await other.getByLabel('Vai trò').focus();
    await other.keyboard.type('Thanh');
    await other.locator('.who-line').getByText('test:auditor').waitFor();
    await other.locator('.examples summary').first().focus();
    for (let at = 0; at < 3; at += 1) await other.keyboard.press('Tab');
    expect(await other.locator(':focus').getAttribute('data-operation')).toBe('code-on-two-dates');
    await other.keyboard.press('Enter');
    await other.locator('.graphiql-query-editor').getByText('CodeOnTwoDates').first().waitFor();
    await other.getByRole('button', { name: /Execute query/ }).focus();
    await other.keyboard.press('Enter');
    await other.locator('.result-window').getByText('"earlier"').waitFor();
    await other.context().close();
  });

  test.each(['light', 'dark'] as const)(
    '%s: nothing but what is known of GraphiQL is in the way of anybody',
    async (theme) => {
      await page.getByLabel('Giao diện').selectOption(theme);
      await page.getByRole('button', { name: 'Show Câu hỏi mẫu' }).click();
      await chooseExample('insured-base-of-month');
      await run();
      await page.locator('.refusals').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const panes = {
        'Documentation Explorer': 'Docs',
        'GraphiQL Explorer': 'Explorer',
        History: 'InsuredBaseOfMonth',
      };
      for (const [pane, text] of Object.entries(panes)) {
        await page.getByRole('button', { name: `Show ${pane}` }).click();
        await page.locator('.graphiql-plugin').getByText(text).first().waitFor();
        expect(await findBarriers(page)).toEqual([]);
      }
    },
  );

  test('speaks English to who prefers that, and keeps what was chosen', async () => {
    const other = await explored.open('/', { locale: 'en-GB', colorScheme: 'dark' });
    await other.getByText('Example questions').waitFor();
    expect(await other.locator('html').getAttribute('lang')).toBe('en');
    // Its editors follow the system while they are open, and not what was chosen otherwise.
    await editorsOf(other);
    const editors = (theme: string) => other.locator(`.graphiql-query-editor .monaco-editor.${theme}`).waitFor();
    await editors('vs-dark');
    await other.emulateMedia({ colorScheme: 'light' });
    await editors('vs');
    await other.getByLabel('Theme').selectOption('dark');
    await editors('vs-dark');
    await other.emulateMedia({ colorScheme: 'dark' });
    await other.emulateMedia({ colorScheme: 'light' });
    await editors('vs-dark');
    await other.getByLabel('Theme').selectOption('system');
    await editors('vs');
    await other.getByLabel('Language').selectOption('vi');
    await other.reload();
    await other.locator('.examples').getByText('Câu hỏi mẫu').first().waitFor();
    expect(await other.locator('html').getAttribute('lang')).toBe('vi');
    await other.context().close();
  });
});
