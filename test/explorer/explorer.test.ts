import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, type Explored, editorsOf, startExplored } from './browser.ts';

describe.runIf(chromiumPath)('the explorer', () => {
  let explored: Explored;
  beforeAll(async () => {
    explored = await startExplored();
  });
  afterAll(() => explored?.stop());

  test('loads from this gateway alone, and runs a query', async () => {
    const page = await explored.open();
    await editorsOf(page);
    await page.locator('.graphiql-execute-button').click();
    await page.locator('.graphiql-response').getByText('administrativeUnits').first().waitFor();
    expect(explored.faults).toEqual([]);
  });
});
