/**
 * What a platform must know: whether a call is really its own, what it asks for, and how a decision is written back.
 * Adapters hold no state. Only `lookUp` and `writeBack` speak to the outside, by the `request` that they are given.
 */
import type { z } from 'zod';
import type { Approval } from '../store/records.js';

/** A call to a connection's address, as it came. */
export interface InboundCall {
  method: string;
  /** The full address that the platform called, for signatures that cover it. */
  url: string;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  query: Record<string, string>;
  body: Buffer;
}

export interface Incoming {
  /** The platform's own name of it, such as `ticket.comment_added`. */
  what: string;
  /** What stays the same when the platform sends it again; null when nothing does. */
  dedupeKey: string | null;
  payload: unknown;
}

/** An approval request before it is validated, with what the write-back will need. */
export interface Proposal {
  request: Record<string, unknown>;
  source: {
    /** Kept for `writeBack`, such as a ticket's id. */
    reference: Record<string, unknown>;
    /** Where the write-back goes, or null when there is none. */
    url: string | null;
    /** Where a person sees it in the platform. */
    link: string | null;
  };
}
export type Translation = { proposal: Proposal } | { ignored: string };

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string | Record<string, unknown>;
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  json?: unknown;
}
export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  /** Parsed when it is JSON, else undefined. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- another service's JSON, read with care where it is used
  json: any;
  text: string;
}
/** Rejects with NotSent when there was no answer. */
export type Request = (request: ApiRequest) => Promise<ApiAnswer>;

export interface WrittenBack {
  /** `final` is a failure that trying again would not mend. */
  verdict: 'delivered' | 'retry' | 'final';
  /** In plain words; null when it was written. */
  error: string | null;
  /** The last answer, for the record. */
  answer: ApiAnswer | null;
}

/** One thing to do in the platform, ready to be pasted. */
export interface SetUpStep {
  title: string;
  /** Where in the platform, and what. */
  text: string;
  /** What to paste there. Where it needs a connection key it has `KEY_PLACEHOLDER`. */
  paste: string | null;
  /** Where a platform can be used in several ways: which one it is for. */
  part?: string;
}

/** Stands for a connection key until there is one. */
export const KEY_PLACEHOLDER = 'YOUR_CONNECTION_KEY';

export interface SetUp<Settings> {
  /** By hand, for those who would rather not give a token. */
  steps(address: SetUpAddress, settings: Settings): SetUpStep[];
  /** Through the platform's API. Gives settings to be kept with the connection. Throws SetUpFailed. */
  run?(address: SetUpAddress, settings: Settings, request: Request): Promise<Partial<Settings>>;
  /** The part that `run` does, where there are several. */
  runs?: string;
  /** Whether what `run` makes calls the relay with a connection key. */
  needsKey?: boolean;
}

export interface SetUpAddress {
  inboundUrl: string;
  publicUrl: string;
  name: string;
  /** The connection's. */
  id: string;
  /** With which the platform is to call the relay; undefined while there is none. */
  key?: string;
}

/** The platform refused; the message says what and how to mend it. */
export class SetUpFailed extends Error {}

export interface Platform<Settings = never> {
  title: string;
  settings: z.ZodType<Settings> & z.ZodObject;
  /** Names of the settings that are sealed at rest and never shown. */
  secrets: readonly string[];
  /** First part of the address, where it is not `in`. */
  address?: string;
  /** Settings that a new connection is given if they are left out, and that are shown once. */
  generate?(settings: Settings): Partial<Settings>;
  /** What the call is answered when it is only a probe, such as HEAD. */
  probe?(call: InboundCall): Answer | undefined;
  /** Why the call is not the platform's own, or undefined when it is. */
  verify(call: InboundCall, settings: Settings, now: Date): string | undefined;
  /** Throws Unreadable. */
  read(call: InboundCall, settings: Settings): Incoming;
  /** Fetches what the payload lacks. Only for what `translate` cannot do without it; happens after the call was answered. */
  lookUp?(incoming: Incoming, settings: Settings): ((request: Request) => Promise<unknown>) | undefined;
  translate(incoming: Incoming, settings: Settings, found?: unknown): Translation | Promise<Translation>;
  /** Says yes in the platform's own way, for those that a plain 200 does not satisfy. */
  answer?(incoming: Incoming): Answer;
  setUp?: SetUp<Settings>;
  writeBack?(approval: Approval, settings: Settings, request: Request): Promise<WrittenBack>;
}

/** The body cannot be read; the message says why, for the person who wrote the template. */
export class Unreadable extends Error {}
