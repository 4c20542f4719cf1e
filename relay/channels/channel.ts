/**
 * What a channel must know: how an approval is put there, what an answer means, and, if people can decide in it, whether
 * a call is really its own and what was pressed. Adapters are pure: they describe, and never send.
 */
import type { z } from 'zod';
import type { Role } from '../contract/access.js';
import type { Purpose } from '../contract/channel.js';
import type { OutgoingMail } from '../outbound.js';
import type { ApiAnswer, ApiRequest, SetUpStep } from '../platforms/platform.js';
import type { Approval } from '../store/records.js';
import type { Answers } from './edit-fields.js';
import type { Notice } from './notice.js';

/** What the channel needs to find a posted copy again, such as Slack's channel and ts. */
export type Reference = Record<string, unknown>;

export interface Context {
  /** Of the delivery: the same on every attempt. */
  id: string;
  now: Date;
  purpose: Purpose;
  /** The posted copy to bring up to date; null posts a new one. */
  copy: Reference | null;
  /** The address of the one person that this is for, if the channel tells each separately. */
  to: string | null;
}

export type Outgoing = { request: ApiRequest } | { mail: OutgoingMail };

export interface Judged {
  verdict: 'delivered' | 'retry' | 'final';
  /** In plain words; null when it arrived. */
  error: string | null;
  /** The address will never take anything again: it is asked no more, until somebody mends the channel. */
  gone?: true;
  /** The copy is not there any more, which is no fault of the channel. */
  copyLost?: true;
  /** How to find what was posted, when it can be brought up to date. */
  reference?: Reference;
}

/** A call from the channel, as it came. */
export interface ChannelCall {
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** `approve` asks only why: where an approval needs a reason. */
export type Form = 'approve' | 'reject' | 'edit';

/** What somebody did in the channel. `place` is the posted copy in which it was done. */
export type Interaction =
  | { type: 'ping' }
  | { type: 'nothing' }
  | {
      type: 'press';
      what: Form;
      approvalId: string;
      /** Of the details that the copy shows. */
      revision: number;
      userId: string;
      place: Reference;
      trigger: string;
      /** Where whoever pressed can be answered privately, if the channel says. */
      answerAt?: string;
    }
  | {
      type: 'submit';
      what: Form;
      approvalId: string;
      /** Of the details that the form was filled with. */
      revision: number;
      userId: string;
      place: Reference;
      values: Answers;
    };

/** What came of it. */
export type Result =
  | { type: 'nothing' }
  | { type: 'decided'; approval: Approval }
  | { type: 'form'; form: Form; approval: Approval }
  | { type: 'said'; text: string }
  /** By the index of the field, or `note`. */
  | { type: 'wrongFields'; errors: Record<string, string> };

export interface InteractionAnswer {
  status: number;
  /** Undefined is an empty answer. */
  body?: Record<string, unknown>;
  /** What has to be sent separately; `describeReply` makes the request of it. */
  reply?: Record<string, unknown>;
}

export interface Interactive<Settings> {
  /** What identifies a person there, for the page on which people are mapped. */
  people: string;
  /** The last part of the address that is called. */
  path: string;
  /** Why the call is not the channel's own, or undefined when it is. */
  verify(call: ChannelCall, settings: Settings, now: Date): string | undefined;
  /** Throws Unreadable. */
  read(call: ChannelCall): Interaction;
  answer(interaction: Interaction, result: Result): InteractionAnswer;
  /** What to send to whoever waits for such a reply when it could not be sent, or undefined when there is no other way. */
  apology?(reply: Record<string, unknown>): Record<string, unknown> | undefined;
  describeReply?(reply: Record<string, unknown>, approval: Approval | undefined, settings: Settings): ApiRequest;
}

/** Somebody who is invited to the workspace. */
export interface Invited {
  to: string;
  role: Role;
  workspace: string;
  invitedBy: string;
  /** Where they come in; a secret. */
  url: string;
  expiresAt: Date;
}

export interface ChannelAddress {
  name: string;
  publicUrl: string;
  /** Where the channel sends what people press. */
  interactionUrl: string;
}

export interface ChannelKind<Settings = never> {
  title: string;
  /** In one sentence: what reviewers get. */
  summary: string;
  settings: z.ZodType<Settings> & z.ZodObject;
  /** Names of the settings that are sealed at rest and never shown. */
  secrets: readonly string[];
  /** Whether a posted copy can be changed. Where it cannot, the outcome is told once, however often it was asked. */
  changesCopies: boolean;
  /** What has to be set before it can be used, in plain words. */
  missing(settings: Settings): string | undefined;
  /** Whom it tells separately when an approval names nobody; undefined for a channel that posts once for all. */
  recipients?(settings: Settings): string[];
  /** From when on an approval is told here, or undefined when it never is. Without this: every approval, at once. */
  due?(approval: Approval, settings: Settings): Date | undefined;
  /** Origin of the address that it sends to: what people see of it, and by what deliveries are shared out. */
  origin(settings: Settings): string;
  /** Undefined when there is nothing to say, such as to a copy that cannot be changed. */
  describe(notice: Notice, settings: Settings, context: Context): Outgoing | undefined;
  judge(answer: ApiAnswer, context: Context): Judged;
  /** For a channel that reaches people who are not here yet. `sender` is from whom it comes. */
  invites?: {
    sender(settings: Settings): string;
    describe(invited: Invited, settings: Settings, context: Pick<Context, 'id'>): Outgoing;
  };
  interactive?: Interactive<Settings>;
  steps(address: ChannelAddress, settings: Settings): SetUpStep[];
}

/** The call cannot be read; the message says why. */
export class Unreadable extends Error {}
