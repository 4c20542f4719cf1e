/** The pages of the menu Settings: one line each, with the least role that may see it. */
import type { Role } from '../../../contract/access.js';
import { messages } from '../messages';

const { nav } = messages;

const PAGES: Array<{ to: string; name: string; least: Role }> = [
  { to: '/people', name: nav.people, least: 'lead' },
  { to: '/groups', name: nav.groups, least: 'lead' },
  { to: '/connections', name: nav.connections, least: 'admin' },
  { to: '/rules', name: nav.rules, least: 'lead' },
  { to: '/channels', name: nav.channels, least: 'admin' },
  { to: '/keys', name: nav.keys, least: 'admin' },
  { to: '/times', name: nav.times, least: 'lead' },
  { to: '/audit', name: nav.audit, least: 'admin' },
  { to: '/start', name: nav.start, least: 'admin' },
];

const RANK: Record<Role, number> = { viewer: 0, reviewer: 1, lead: 2, admin: 3 };

export const isAtLeast = (role: Role | undefined, least: Role): boolean =>
  role !== undefined && RANK[role] >= RANK[least];

export const settingsPages = (role: Role | undefined) => PAGES.filter(({ least }) => isAtLeast(role, least));
