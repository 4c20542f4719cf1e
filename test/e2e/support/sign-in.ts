import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Browser } from './browser';
import { ADMIN, type RelayProcess } from './relay-process';

/** Fills the form that is on the page, and sends it. */
export async function signIn(page: Page, { email, password } = ADMIN): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Somebody who has signed in at the relay, in a window of their own: the admin, unless said otherwise. */
export async function signedIn(
  browser: Browser,
  relay: RelayProcess,
  { as = ADMIN, ...options }: BrowserContextOptions & { as?: typeof ADMIN } = {},
): Promise<Page> {
  const page = await browser.person(options);
  await page.goto(relay.url);
  await signIn(page, as);
  await page.getByRole('button', { name: 'Menu' }).waitFor();
  return page;
}
