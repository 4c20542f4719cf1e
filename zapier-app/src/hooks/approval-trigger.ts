/** What the triggers about approvals have in common: a subscription, events with a signature, and a list of the same shape. */
import type { Bundle, PlainInputField, PlainOutputField, ZObject } from 'zapier-platform-core';
import { formOutputs } from '../approval/form.js';
import { approvalOutputFields, presentApproval, type Presented } from '../approval/present.js';
import type { ApprovalPage, ApprovalView } from '../approval/view.js';
import { groups } from '../choices/groups.js';
import { filterFields } from '../contract.generated.js';
import { input } from '../fields.js';
import { callRelay } from '../relay/call.js';
import { receive } from './receive.js';
import { filterOf, subscribe, unsubscribe } from './subscription.js';

const LISTED = 10;

export interface ApprovalTrigger {
  events: (bundle: Bundle) => string[];
  inputFields?: PlainInputField[];
  /** How the relay's list is asked for approvals that such an event has happened to. */
  list: (bundle: Bundle) => Record<string, string>;
  /** What the list cannot be asked for. */
  isListed?: (approval: ApprovalView, bundle: Bundle) => boolean;
  eventOf: (approval: ApprovalView) => { event: string; eventAt: string };
  /** An approval after such an event, and the event. */
  sample: Presented & { event: string; eventAt: string };
}

export const narrowing: PlainInputField[] = [
  input('action', filterFields.action, { altersDynamicFields: true, placeholder: 'process_refund' }),
  input('riskLevel', filterFields.riskLevel),
  input('group', filterFields.group, { choices: { perform: groups } }),
  input('platform', filterFields.platform, { placeholder: 'zendesk' }),
];

const eventFields: PlainOutputField[] = [
  { key: 'event', label: 'Event', type: 'string' },
  { key: 'eventAt', label: 'Event At', type: 'datetime' },
];

/** The operation of a REST hook trigger. */
export function approvalTrigger(trigger: ApprovalTrigger) {
  return {
    type: 'hook' as const,
    inputFields: [...(trigger.inputFields ?? []), ...narrowing],
    performSubscribe: (z: ZObject, bundle: Bundle) => subscribe(z, bundle, trigger.events(bundle), filterOf(bundle)),
    performUnsubscribe: unsubscribe,

    async perform(z: ZObject, bundle: Bundle): Promise<Presented[]> {
      const event = await receive<ApprovalView>(z, bundle, trigger.events(bundle));
      return event ? [{ ...presentApproval(event.data), event: event.type, eventAt: event.timestamp }] : [];
    },

    async performList(z: ZObject, bundle: Bundle): Promise<Presented[]> {
      const { action, riskLevel: risk, group, platform } = filterOf(bundle);
      const params = { action, risk, group, platform, ...trigger.list(bundle), limit: LISTED };
      const { items } = await callRelay<ApprovalPage>(z, bundle, { method: 'GET', path: '/api/approvals', params });
      return items
        .filter((approval) => trigger.isListed?.(approval, bundle) ?? true)
        .map((approval) => ({ ...presentApproval(approval), ...trigger.eventOf(approval) }));
    },

    sample: trigger.sample,
    outputFields: [...approvalOutputFields, ...eventFields, formOutputs],
  };
}
