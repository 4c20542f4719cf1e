/** Workspaces and the people in them. */
import type { Role } from '../../contract/access.js';
import type { WorkingHours } from '../../contract/people.js';

export interface Workspace {
  id: string;
  name: string;
  createdAt: string;
  requireSecondFactor?: boolean;
}

export interface User {
  id: string;
  workspaceId: string;
  email: string;
  name: string;
  role: Role;
  /** scrypt, with its parameters and salt. */
  passwordHash: string;
  createdAt: string;
  /** Out of office, with who decides meanwhile. */
  away?: Away | null;
  /** Since when they may not come in; null or absent for those who may. */
  disabledAt?: string | null;
  /** The second factor, when it is on. */
  totp?: Totp | null;
  /** A secret that was shown and not confirmed yet, sealed. */
  sealedTotpSetup?: string | null;
}

export interface Totp {
  sealedSecret: string;
  /** The step of time of the last code that passed: neither it nor an earlier one passes again. */
  lastStep: number;
  since: string;
  /** SHA-256 of the recovery codes that are left. */
  recovery: string[];
}

export interface Away {
  from: string;
  until: string;
  /** E-mail address of the person who decides in their stead. */
  delegate: string | null;
}

export interface Group {
  id: string;
  workspaceId: string;
  name: string;
  /** Names by which approvals that were asked before a renaming still call it. */
  formerNames: string[];
  /** Ids of users. */
  members: string[];
  /** An IANA name, such as Europe/Lisbon. */
  timeZone: string;
  /** By ISO day of the week; empty means always. */
  workingHours: WorkingHours[];
  /** Ids of the channels where it is told by default. */
  channels: string[];
  createdAt: string;
}

export interface Invitation {
  id: string;
  workspaceId: string;
  email: string;
  role: Role;
  hash: string;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  /** Of the delivery by which the link was sent. */
  mailId?: string;
}
