/** What automations ask in the demo: one entry for each kind of question, as often as its weight says. */
import type { ApprovalRequest } from '../relay/contract/approval-request.js';
import type { Asker, Customer } from './cast.js';
import type { Random } from './random.js';

type Asked = Pick<ApprovalRequest, 'summary' | 'details'> & Partial<ApprovalRequest>;

export interface Scene {
  weight: number;
  platform: Asker;
  action: string;
  agentName: string;
  group: string;
  riskLevel: 'low' | 'medium' | 'high';
  /** How many of those that are answered get a yes. */
  approved: number;
  /** The detail that a reviewer lowers sometimes. */
  lowered?: string;
  justifications: string[];
  ask(customer: Customer, random: Random): Asked;
}

/** As text, because an amount is not a binary fraction. */
export function money(units: number, currency: string, random: Random): string {
  return currency === 'JPY' ? String(units * 150) : `${units}.${random.pick(['00', '00', '50', '90', '95', '99'])}`;
}

const PRODUCTS = [
  'Aurora lamp',
  'Trail backpack',
  'Studio headphones',
  'Espresso maker',
  'Standing desk',
  'Rain jacket',
];
const TROUBLES = [
  'arrived broken',
  'never arrived',
  'is the wrong size',
  'was charged twice',
  'stopped working after a week',
];
const refund = (ticket: string, customer: Customer, random: Random, most: number): Asked => {
  const amount = money(random.whole(5, most), customer.currency, random);
  const product = random.pick(PRODUCTS);
  const orderId = String(80_000 + random.whole(0, 19_999));
  return {
    summary: `Refund ${amount} ${customer.currency} to ${customer.email} for order ${orderId}`,
    details: {
      [ticket]: String(random.whole(10_000, 99_999)),
      customer: customer.email,
      customerName: customer.name,
      orderId,
      product,
      amount,
      currency: customer.currency,
      reason: `The ${product.toLowerCase()} ${random.pick(TROUBLES)}`,
    },
  };
};

export const SCENES: Scene[] = [
  {
    weight: 26,
    platform: 'zendesk',
    action: 'process_refund',
    agentName: 'Refund agent',
    group: 'Support',
    riskLevel: 'high',
    approved: 0.82,
    lowered: 'amount',
    justifications: [
      'The order is within the 30 days of the return policy.',
      'The carrier has confirmed the loss of the parcel.',
    ],
    ask: (customer, random) => refund('ticketId', customer, random, 400),
  },
  {
    weight: 14,
    platform: 'fin',
    action: 'refund_order',
    agentName: 'Fin',
    group: 'Support',
    riskLevel: 'high',
    approved: 0.76,
    lowered: 'amount',
    justifications: [
      'The customer asked twice and the photo shows the damage.',
      'Policy 4.2: damaged goods are paid back in full.',
    ],
    ask: (customer, random) => refund('conversationId', customer, random, 250),
  },
  {
    weight: 13,
    platform: 'intercom',
    action: 'send_reply',
    agentName: 'Reply drafter',
    group: 'Support',
    riskLevel: 'low',
    approved: 0.93,
    justifications: ['Three articles of the help centre say the same.'],
    ask: (customer, random) => ({
      summary: `Reply to ${customer.name} about ${random.pick(['an invoice', 'a late parcel', 'a password', 'a cancelled order'])}`,
      details: {
        conversationId: String(200_000 + random.whole(0, 99_999)),
        customer: customer.email,
        reply: `Hello ${customer.name.split(' ')[0]},\n\nthank you for your patience. We have looked into it and ${random.pick(['sent a new invoice', 'asked the carrier', 'reset your password', 'cancelled the order'])}.`,
      },
    }),
  },
  {
    weight: 9,
    platform: 'fin',
    action: 'cancel_subscription',
    agentName: 'Fin',
    group: 'Success',
    riskLevel: 'medium',
    approved: 0.7,
    justifications: ['The customer wrote "please cancel" in three messages.'],
    ask: (customer, random) => ({
      summary: `Cancel the ${customer.plan} plan of ${customer.email}`,
      details: {
        conversationId: String(200_000 + random.whole(0, 99_999)),
        customer: customer.email,
        customerId: customer.id,
        plan: customer.plan,
        monthlyAmount: money(random.pick([9, 29, 99, 490]), customer.currency, random),
        currency: customer.currency,
        immediately: random.isLikely(0.3),
      },
    }),
  },
  {
    weight: 10,
    platform: 'hubspot',
    action: 'apply_discount',
    agentName: 'Deal desk',
    group: 'Success',
    riskLevel: 'medium',
    approved: 0.64,
    lowered: 'discountPercent',
    justifications: ['A competitor has offered less, and the renewal is due this month.'],
    ask: (customer, random) => {
      const discountPercent = random.pick([5, 10, 15, 20, 25, 40]);
      const value = money(random.whole(500, 40_000), customer.currency, random);
      return {
        summary: `${discountPercent} % off the renewal of ${customer.name} (${value} ${customer.currency})`,
        details: {
          dealId: String(random.whole(1_000, 9_999)),
          customer: customer.email,
          plan: customer.plan,
          discountPercent,
          dealValue: value,
          currency: customer.currency,
        },
      };
    },
  },
  {
    weight: 8,
    platform: 'freshdesk',
    action: 'send_replacement',
    agentName: 'Returns bot',
    group: 'Support',
    riskLevel: 'medium',
    approved: 0.88,
    justifications: ['The serial number belongs to the recalled batch.'],
    ask: (customer, random) => {
      const product = random.pick(PRODUCTS);
      return {
        summary: `Send ${customer.name} a new ${product.toLowerCase()}`,
        details: {
          ticketId: String(random.whole(10_000, 99_999)),
          customer: customer.email,
          product,
          quantity: random.whole(1, 3),
          express: random.isLikely(0.2),
          address: {
            city: random.pick(['Lyon', 'Kraków', 'Bergen', 'Leeds', 'Bern']),
            country: random.pick(['FR', 'PL', 'NO', 'GB', 'CH']),
          },
        },
      };
    },
  },
  {
    weight: 7,
    platform: 'zapier',
    action: 'pay_supplier',
    agentName: 'Invoice reader',
    group: 'Billing',
    riskLevel: 'high',
    approved: 0.86,
    lowered: 'amount',
    justifications: ['The invoice matches the purchase order.', 'The amount differs from the order by the freight.'],
    ask: (customer, random) => {
      const amount = money(random.whole(80, 9_000), customer.currency, random);
      const supplier = random.pick(['Northwind Freight', 'Papierwerk GmbH', 'Blue Harbor Foods', 'Kestrel Cloud']);
      return {
        summary: `Pay ${amount} ${customer.currency} to ${supplier}`,
        details: {
          invoice: `INV-${random.whole(1_000, 9_999)}`,
          supplier,
          amount,
          currency: customer.currency,
          dueInDays: random.pick([7, 14, 30]),
          lines: [{ text: 'Goods', amount }],
        },
      };
    },
  },
  {
    weight: 6,
    platform: 'n8n',
    action: 'send_campaign',
    agentName: 'Campaign planner',
    group: 'Marketing',
    riskLevel: 'high',
    approved: 0.58,
    justifications: ['The segment was checked against the list of those who unsubscribed.'],
    ask: (customer, random) => {
      const recipients = random.whole(200, 90_000);
      return {
        summary: `Send "${random.pick(['New prices from April', 'Your summer offer', 'We miss you'])}" to ${recipients} people`,
        details: {
          segment: `${customer.plan}-plan`,
          recipients,
          subject: 'New prices from April',
          sendAt: 'tomorrow 09:00',
          budget: money(random.whole(50, 900), 'EUR', random),
          currency: 'EUR',
        },
      };
    },
  },
  {
    weight: 4,
    platform: 'salesforce',
    action: 'delete_records',
    agentName: 'Clean-up agent',
    group: 'Data',
    riskLevel: 'high',
    approved: 0.45,
    justifications: ['No activity for 24 months, and no open deal.'],
    ask: (customer, random) => {
      const records = random.whole(1, 4_000);
      return {
        summary: `Delete ${records} contacts that were idle for two years`,
        details: { object: 'Contact', records, olderThanMonths: 24, keepIfDealOpen: true, sample: customer.email },
      };
    },
  },
  {
    weight: 3,
    platform: 'n8n',
    action: 'grant_access',
    agentName: 'IT helper',
    group: 'Data',
    riskLevel: 'high',
    approved: 0.72,
    justifications: ['The manager has asked for it in the ticket.'],
    ask: (customer, random) => {
      const role = random.pick(['viewer', 'editor', 'admin']);
      return {
        summary: `Make ${customer.email} ${role} of the reporting database`,
        details: { person: customer.email, system: 'reporting', role, days: random.pick([1, 7, 30]) },
      };
    },
  },
];
