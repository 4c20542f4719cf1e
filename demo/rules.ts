/** The rules of the demo: one that routes, a policy that is at work, and one that waits to be replayed and switched on. */
import type { createRuleset } from '../relay/approvals/ruleset.js';
import { RuleRequest } from '../relay/contract/rule.js';

const refundUpTo = (amount: string) => ({
  match: 'all',
  conditions: [
    { what: 'action', is: 'oneOf', value: ['process_refund', 'refund_order'] },
    { what: 'details.amount', is: 'lte', value: amount },
  ],
});
const approve = { verdict: 'approve', note: 'Small enough to be paid back at once.' };

export const RULES = {
  large: {
    name: 'Large sums first',
    when: { match: 'all', conditions: [{ what: 'details.amount', is: 'gt', value: '1000 EUR' }] },
    then: { priority: 'urgent', risk: 'high' },
  },
  small: { name: 'Refunds up to 10 EUR', when: refundUpTo('10 EUR'), settle: approve },
  draft: { name: 'Refunds up to 50 EUR', when: refundUpTo('50 EUR'), settle: approve },
};

export async function makeRules(ruleset: ReturnType<typeof createRuleset>, workspaceId: string, by: string) {
  await ruleset.create(workspaceId, RuleRequest.parse(RULES.large), by);
  const small = await ruleset.create(workspaceId, RuleRequest.parse(RULES.small), by);
  await ruleset.create(workspaceId, RuleRequest.parse(RULES.draft), by);
  await ruleset.replaySaved(workspaceId, small.id, by);
  await ruleset.change(workspaceId, small.id, RuleRequest.parse({ ...RULES.small, enabled: true }), by);
}
