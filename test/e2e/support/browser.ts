/** A real Chromium as a reviewer has it. What a page complains about (scripts, styles, policy) fails the suite. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';

const IMAGES = process.env.PICTURES_TO ?? path.resolve(__dirname, '../../../docs/images');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 375, height: 812 };

export async function startBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  const complaints: string[] = [];
  return {
    complaints,

    /** A person of their own: no cookie of anybody else's. */
    async person(options: BrowserContextOptions = {}): Promise<Page> {
      // Without motion, so that nothing is judged or pictured half way through a fade.
      const context = await browser.newContext({
        viewport: DESK,
        timezoneId: 'Europe/Lisbon',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // The browser itself reports each answer of 4xx and 5xx; whether those are right is for the tests to say.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
      return page;
    },
    stop: () => browser.close(),
  };
}
export type Browser = Awaited<ReturnType<typeof startBrowser>>;

/** Everything that axe finds, in words. */
export async function barriers(page: Page): Promise<string[]> {
  // A page that was only just opened has drawn nothing yet: each of ours says what it is in a heading of the first level.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // Inside what is folded away nothing moves, and so nothing ever ends.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => (effect as KeyframeEffect | null)?.target?.checkVisibility())
        .map((each) => each.finished.catch(() => undefined)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** Pictures for docs/, at the desk and on the phone, by day and by night. Only when asked: they change with the clock. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  const before = page.viewportSize() ?? DESK;
  for (const [size, viewport] of Object.entries({ 1280: DESK, 375: PHONE })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(IMAGES, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}
