/** What leaves the relay, described: only deliveries/send.ts makes it real. */
export interface OutgoingRequest {
  url: string;
  method: 'POST' | 'PUT' | 'PATCH' | 'GET' | 'DELETE';
  headers: Record<string, string>;
  body: string;
}

export interface OutgoingAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The first 64 kB of it. */
  body: string;
}

/** Sends one request and never follows a redirect. Rejects with NotSent when there was no answer. */
export type Send = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

/** There was no answer: refused, timed out, unknown host, or a destination the operator has not allowed. */
export class NotSent extends Error {
  constructor(
    readonly reason: 'forbidden_destination' | 'timeout' | 'unreachable',
    message: string,
  ) {
    super(message);
    this.name = 'NotSent';
  }
}
