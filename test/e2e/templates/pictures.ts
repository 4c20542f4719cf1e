/**
 * Pictures of every template on the real editor's canvas, and of one execution before and after the decision, for docs/.
 * `npm run pictures [folder]`, docs/images/templates without one.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../support/browser';
import { OWNER } from '../support/n8n';
import prepare from '../support/prepare';
import { until } from '../support/processes';
import { signIn } from '../support/sign-in';
import { HOOK_HEADER } from './clouds';
import { readTemplate, startStage, TEMPLATES, type Stage } from './stage';

const IMAGES = path.resolve(process.argv[2] ?? path.join(TEMPLATES, '../../docs/images/templates'));
const SIZE = { width: 1600, height: 900 };

async function main(): Promise<void> {
  if (!process.env.ALREADY_BUILT) await prepare();
  mkdirSync(IMAGES, { recursive: true });
  const [stage, browser] = await Promise.all([startStage(), startBrowser()]);
  try {
    const editor = await browser.person({ viewport: SIZE, deviceScaleFactor: 1 });
    await editor.request.post(`${stage.n8n.url}/rest/login`, {
      data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
    });
    await story(stage, editor, await browser.person({ viewport: SIZE }));
    for (const file of readdirSync(TEMPLATES).filter((each) => each.endsWith('.json'))) {
      const name = file.replace('.json', '');
      const { data } = await stage.n8n.call('POST', '/rest/workflows', readTemplate(name));
      await editor.goto(`${stage.n8n.url}/workflow/${data.id}`);
      await canvas(editor, name);
    }
  } finally {
    await Promise.all([browser.stop(), stage.stop()]);
  }
}

/** An execution's canvas is in a frame of its own in some versions of n8n. */
async function shown(page: Page): Promise<void> {
  await until('the canvas', async () => {
    const nodes = await Promise.all(page.frames().map((frame) => frame.locator('.vue-flow__node').count()));
    return nodes.some((count) => count > 0) || undefined;
  });
  await page.waitForTimeout(3_000);
}

/** The canvas alone, with all of the workflow in view. */
async function canvas(page: Page, name: string): Promise<void> {
  await page.locator('.vue-flow__node').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('1');
  await page.waitForTimeout(1_500);
  await page.locator('.vue-flow').screenshot({ path: path.join(IMAGES, `${name}.png`) });
}

/** A refund waits for a person, is decided in the inbox, and goes on. */
async function story({ n8n, relay, put }: Stage, editor: Page, inbox: Page): Promise<void> {
  const id = await put(readTemplate('zendesk-refund-gate'));
  await fetch(`${n8n.url}/webhook/zendesk-refund`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...HOOK_HEADER },
    body: JSON.stringify({
      details: {
        ticketId: '9921',
        subject: 'Broken screen on arrival',
        requester: 'ana.lima@example.com',
        amount: '400.00',
        currency: 'EUR',
        chargeId: 'ch_123',
      },
    }),
  });
  const execution = async (status: string, name: string): Promise<void> => {
    const { id: executionId } = await n8n.execution(id, status);
    await editor.goto(`${n8n.url}/workflow/${id}/executions/${executionId}`);
    await shown(editor);
    // n8n's own hints would lie over the list.
    await editor.keyboard.press('Escape');
    await editor.waitForTimeout(500);
    await editor.screenshot({ path: path.join(IMAGES, `${name}.png`) });
  };
  await execution('waiting', 'n8n-canvas-before');

  const [approval] = await relay.pending();
  await inbox.goto(relay.url);
  await signIn(inbox);
  await inbox.getByRole('button', { name: 'Menu' }).waitFor();
  await inbox.goto(`${relay.url}/approvals/${approval.id}`);
  await inbox.getByRole('button', { name: 'Edit' }).click();
  await inbox.getByRole('textbox', { name: 'Amount' }).fill('40.00');
  await inbox.getByRole('textbox', { name: 'Note', exact: true }).fill('Shipping only');
  await inbox.waitForTimeout(500);
  await inbox.screenshot({ path: path.join(IMAGES, 'n8n-inbox-between.png') });
  await inbox.getByRole('button', { name: 'Approve with 1 change' }).click();
  await until('the end', async () => ((await n8n.executionsOf(id))[0].status === 'success' ? true : undefined));
  await execution('success', 'n8n-canvas-after');
}

void main();
