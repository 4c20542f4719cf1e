/** Who appears in the demo. Nobody of them exists; all addresses are at domains that never will. */
import type { Random } from './random.js';

export const PASSWORD = 'demo demo demo';

/** The first one is the admin who signs in. */
export const PEOPLE = [
  { name: 'Alice Moreau', email: 'alice@acme.example', role: 'admin', group: 'Support' },
  { name: 'Bruno Costa', email: 'bruno@acme.example', role: 'lead', group: 'Support' },
  { name: 'Chiara Rossi', email: 'chiara@acme.example', role: 'reviewer', group: 'Billing' },
  { name: 'Dmitri Petrov', email: 'dmitri@acme.example', role: 'reviewer', group: 'Billing' },
  { name: 'Elif Yılmaz', email: 'elif@acme.example', role: 'reviewer', group: 'Success' },
  { name: 'Farah Haddad', email: 'farah@acme.example', role: 'reviewer', group: 'Marketing' },
  { name: 'Goran Novak', email: 'goran@acme.example', role: 'reviewer', group: 'Data' },
] as const;

export const GROUPS = [
  { name: 'Support', timeZone: 'Europe/Lisbon' },
  { name: 'Billing', timeZone: 'Europe/Rome' },
  { name: 'Success', timeZone: 'Europe/Istanbul' },
  { name: 'Marketing', timeZone: 'Europe/Paris' },
  { name: 'Data', timeZone: 'Europe/Zagreb' },
] as const;

/** The keys by which automations ask, by the platform they ask for. */
export const KEYS = {
  zendesk: 'Zendesk refunds',
  intercom: 'Intercom replies',
  fin: 'Fin',
  hubspot: 'HubSpot deals',
  freshdesk: 'Freshdesk returns',
  salesforce: 'Salesforce clean-up',
  n8n: 'n8n production',
  zapier: 'Zapier',
} as const;
export type Asker = keyof typeof KEYS;

export interface Customer {
  id: string;
  name: string;
  email: string;
  currency: string;
  plan: 'basic' | 'pro' | 'enterprise';
}

const FIRST =
  'Ana Jonas Mia Liam Sofía Noah Yuki Omar Priya Lukas Zoë Mateo Ingrid Chen Amara Piotr Léa Tariq Nina Hugo';
const LAST =
  'Pérez Weber Kowalska Tanaka Okafor Dubois Singh Larsson Haddad Rossi Novák Silva Meyer Nguyen Cohen Murphy Costa Ivanova Berg Khan';
/** Euro first: the pick is skewed. JPY has no minor unit. */
const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP', 'CHF', 'SEK', 'PLN', 'JPY'] as const;

export function customers(count: number, random: Random): Customer[] {
  const [first, last] = [FIRST.split(' '), LAST.split(' ')];
  return Array.from({ length: count }, (_none, index) => {
    const name = `${random.pick(first)} ${random.pick(last)}`;
    const plain = name.normalize('NFD').replace(/[^A-Za-z ]/g, '');
    return {
      id: `cus_${10_000 + index}`,
      name,
      email: `${plain.toLowerCase().replace(' ', '.')}.${index}@mail.example`,
      currency: random.pickSkewed(CURRENCIES),
      plan: random.isLikely(0.1) ? 'enterprise' : random.isLikely(0.4) ? 'pro' : 'basic',
    };
  });
}
