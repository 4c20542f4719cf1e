import type { Page } from 'playwright-core';
import type { Browser } from './browser';
import { ADMIN, type RelayProcess } from './relay-process';

/** The admin of a relay, signed in, in a window of their own. */
export async function signedIn(browser: Browser, relay: RelayProcess, options?: object): Promise<Page> {
  const page = await browser.person(options);
  await page.goto(relay.url);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Menu' }).waitFor();
  return page;
}
