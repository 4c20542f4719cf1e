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

export interface OutgoingMail {
  server: MailServer;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Makes a repeated attempt the same message for the receiver. */
  messageId: string;
  /** The message to which this one belongs. */
  inReplyTo?: string;
}

export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS, without which nothing is sent unless `plain` allows it. */
  tls: boolean;
  /** Sends without encryption when the server offers none. */
  plain: boolean;
  user?: string;
  password?: string;
}

/** Hands one message to a mail server. Rejects with NotSent, or with MailRefused when the server said no. */
export type SendMail = (mail: OutgoingMail) => Promise<{ answer: string }>;

/** The mail server said no. `code` is SMTP's: 5xx is for ever, 4xx may pass. */
export class MailRefused extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'MailRefused';
  }
}
