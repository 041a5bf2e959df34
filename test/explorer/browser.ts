import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Stack, type StackOptions, startStack } from '../support/stack.ts';

const root = join(import.meta.dirname, '..', '..');

/** Debian's, which `.ci/run` installs. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

if (!chromiumPath)
  console.error('Chromium is not installed here (apt-get install chromium): tests of the explorer are skipped');

/** What of Chromium asks other hosts by itself is off; no page of ours is concerned. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Explored = {
  stack: Stack;
  /** Where the gateway answers, without a path. */
  origin: string;
  /**
   * A page of a visitor who was never here before, opened at a path. Its language is Vietnamese unless `locale` says otherwise.
   */
  open: (path?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** What pages asked of other hosts, or were refused by their policy, or threw; a test that is done expects it to be empty. */
  faults: string[];
  stop: () => Promise<void>;
};

/** The stack with the pages as they are built of these sources, and a browser that may reach nothing else. */
export async function startExplored(options: StackOptions = {}): Promise<Explored> {
  // At once, where nothing has changed.
  execFileSync(process.execPath, [join(root, 'gateway/explorer/build.ts')]);
  await using started = new AsyncDisposableStack();
  const stack = await startStack({ explorer: 'development', ...options });
  started.defer(() => stack.stop());
  const browser = await chromium.launch({ executablePath: chromiumPath as string, args: flags });
  started.defer(() => browser.close());
  const { origin } = new URL(stack.url);
  const faults: string[] = [];
  const all = started.move();
  return {
    stack,
    origin,
    faults,
    open: (path = '/', context = {}) => openPage(browser, { address: origin + path, origin, faults, context }),
    stop: () => all.disposeAsync(),
  };
}

type Opening = { address: string; origin: string; faults: string[]; context: BrowserContextOptions };

async function openPage(browser: Browser, { address, origin, faults, context }: Opening): Promise<Page> {
  const opened = await browser.newContext({ locale: 'vi-VN', acceptDownloads: true, ...context });
  opened.setDefaultTimeout(20_000);
  await opened.route(
    ({ href }) => !href.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(href),
    (route) => {
      faults.push(`asked another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await opened.newPage();
  page.on('pageerror', (error) => faults.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // Said by the browser of each answer that is no 2xx: what becomes of that is for the page.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) faults.push(`wrote: ${text}`);
  });
  await page.goto(address);
  return page;
}

/** Waits until a query can be run: the editors come after the rest of the page. */
export async function editorsOf(page: Page): Promise<void> {
  for (const editor of ['.graphiql-query-editor', '.result-window'])
    await page.locator(`${editor} .monaco-editor .view-line`).first().waitFor();
}
