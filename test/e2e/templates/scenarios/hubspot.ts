import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';
import body from '../../../../templates/hubspot/discount-body.json';

const asks = (id: string): Step => ({
  webhook: 'hubspot-discount',
  headers: HOOK_HEADER,
  body: { ...body, hs_object_id: id, dealname: 'Acme renewal', amount: '12000', discount_percent: '30' },
});
const DEAL = (id: string) => `PUT api.hubapi.com/deals/v1/deal/${id}`;
const status = (value: string) => ({ name: 'discount_status', value });
const template = 'hubspot-discount';

export const hubspot: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'The deal has the discount and the status',
    steps: [asks('901'), { waits: true }, { decide: 'approve' }],
    calls: [[DEAL('901'), { properties: [{ name: 'discount_percent', value: '30' }, status('approved'), {}] }]],
  },
  {
    template,
    outcome: 'Approved with changes',
    shows: 'The deal has the lower discount',
    steps: [asks('902'), { waits: true }, { decide: 'approve', change: { discountPercent: '15' }, note: 'Half' }],
    calls: [
      [
        DEAL('902'),
        { properties: [{ value: '15' }, status('approved'), { name: 'discount_note', value: /by Set-up key. Half/ }] },
      ],
    ],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'The deal has the status and the reason',
    steps: [asks('903'), { waits: true }, { decide: 'reject', note: 'Below cost' }],
    calls: [[DEAL('903'), { properties: [status('rejected'), { value: 'Below cost' }] }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'The deal has the status',
    hurry: 3,
    steps: [asks('904')],
    calls: [[DEAL('904'), { properties: [status('timed_out')] }]],
  },
];
