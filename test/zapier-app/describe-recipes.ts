/** The recipes of templates/zapier, done: each is run from its own data, with the reviewer's yes, change and no. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lostMappings } from '../support/zapier/mapped-names.js';
import type { Recipe } from '../support/zapier/recipe.js';
import type { Deed, LiveZap } from '../support/zapier/runner.js';
import type { Runtime } from '../support/zapier/runtime.js';
import { settingForEach } from './setting.js';

export const FOLDER = path.resolve(__dirname, '../../templates/zapier');
export const recipeFiles = readdirSync(FOLDER).filter((name) => name.endsWith('.recipe.json'));
export const readRecipe = (file: string): Recipe => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));

interface Story {
  /** What the reviewer changes before saying yes. */
  change: Record<string, unknown>;
  approved: Partial<Deed>;
  /** What is done after a no; nothing when the run stops. */
  rejected?: Partial<Deed>;
}

const STORIES: Record<string, Story> = {
  'zendesk-ticket.recipe.json': {
    change: { amount: '40.00' },
    approved: {
      event: 'Update Ticket',
      fields: {
        'Ticket ID': '9921',
        Comment: 'Refund approved: 40.00 EUR. As agreed',
        'Public Comment': 'false',
        'New Tags': 'refund_approved',
      },
    },
    rejected: {
      fields: {
        'Ticket ID': '9921',
        Comment: 'Refund rejected: 400.00 EUR. Not this time',
        'Public Comment': 'false',
        'New Tags': 'refund_rejected',
      },
    },
  },
  'two-zaps.recipe.json': {
    change: { amount: '40.00' },
    approved: {
      event: 'Update Ticket',
      fields: {
        'Ticket ID': '9921',
        Comment: 'Refund approved: 40.00 EUR. As agreed',
        'Public Comment': 'false',
        'New Tags': 'refund_approved',
      },
    },
    rejected: {
      fields: {
        'Ticket ID': '9921',
        Comment: 'Refund rejected: 400.00 EUR. Not this time',
        'Public Comment': 'false',
        'New Tags': 'refund_rejected',
      },
    },
  },
  'intercom-conversation.recipe.json': {
    change: { reply: 'Hello Jonas, your plan is cancelled.' },
    approved: {
      event: 'POST',
      fields: expect.objectContaining({
        URL: 'https://api.intercom.io/conversations/215468/reply',
        Data: {
          message_type: 'comment',
          type: 'admin',
          admin_id: 'YOUR_ADMIN_ID',
          body: 'Hello Jonas, your plan is cancelled.',
        },
      }),
    },
  },
  'stripe-refund.recipe.json': {
    change: { amount_cents: 4000 },
    approved: {
      event: 'POST',
      fields: expect.objectContaining({
        URL: 'https://api.stripe.com/v1/refunds',
        Data: { payment_intent: 'pi_3PqRst', amount: 4000 },
      }),
    },
  },
  'gmail-bulk-send.recipe.json': {
    change: { subject: 'New prices from April' },
    approved: {
      app: 'Gmail',
      fields: expect.objectContaining({
        Bcc: 'ana@example.com,jonas@example.com',
        Subject: 'New prices from April',
        Body: 'Prices change on 1 April.',
      }),
    },
  },
  'hubspot-discount.recipe.json': {
    change: { discountPercent: 10 },
    approved: { event: 'Update Deal', fields: { 'Object ID': 551, 'Approved discount': 10 } },
  },
};

export function describeRecipes(name: string, makeRuntime: () => Runtime): void {
  describe(name, () => {
    const setting = settingForEach(makeRuntime);

    async function asked(file: string) {
      const zaps: LiveZap[] = [];
      for (const zap of readRecipe(file).zaps) zaps.push(await setting.runner.turnOn(zap));
      const run = await setting.runner.fire(zaps[0]!);
      expect([run.state, run.message]).toEqual([zaps.length > 1 ? 'success' : 'waiting', '']);
      const { items } = (await setting.relay.get('/api/approvals?status=PENDING')).body;
      expect(items).toHaveLength(1);
      const runs = () => zaps.flatMap((zap) => zap.runs);
      const isOver = () =>
        runs().length === zaps.length && runs().every(({ state }) => state !== 'waiting' && state !== 'running');
      return { approval: items[0] as { id: string; details: object }, runs, isOver };
    }

    test.each(recipeFiles)('%s does what the reviewer made of the request, and asks once for all', async (file) => {
      const { change, approved } = STORIES[file]!;
      const { approval, runs, isOver } = await asked(file);
      const verdict = { verdict: 'approve', note: 'As agreed', modifiedDetails: { ...approval.details, ...change } };
      await setting.relay.post(`/api/approvals/${approval.id}/decision`, verdict);
      await setting.settle(isOver);
      expect(runs().map(({ state, message }) => [state, message])).toEqual(runs().map(() => ['success', '']));
      expect(setting.runner.deeds).toEqual([expect.objectContaining(approved)]);
      expect(runs().flatMap(lostMappings)).toEqual([]);
      await setting.runner.fire(runs()[0]!.zap);
      expect((await setting.relay.get('/api/approvals')).body.total).toBe(1);
    });

    test.each(recipeFiles)('%s does no harm when the reviewer says no', async (file) => {
      const { rejected } = STORIES[file]!;
      const { approval, runs, isOver } = await asked(file);
      await setting.relay.post(`/api/approvals/${approval.id}/decision`, { verdict: 'reject', note: 'Not this time' });
      await setting.settle(isOver);
      expect(runs().at(-1)!.state).toBe(rejected ? 'success' : 'halted');
      expect(setting.runner.deeds).toEqual(rejected ? [expect.objectContaining(rejected)] : []);
    });
  });
}
