/** The only way out for mail. It connects only to where `send` may, and hands over no password before the line is encrypted. */
import net from 'node:net';
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { MailRefused, NotSent, type SendMail } from '../outbound.js';
import { isAllowedAddress, type AllowList } from './destination.js';
import { bySystem, checkedLookup, forbidden, type Resolve } from './send.js';

const TIMEOUT_MS = 20_000;

interface MailOptions {
  allowList: AllowList;
  timeoutMs?: number;
  resolve?: Resolve;
  /** Certificates that are trusted besides the usual ones. */
  ca?: string;
}

export function createSendMail({ allowList, timeoutMs = TIMEOUT_MS, resolve = bySystem, ca }: MailOptions): SendMail {
  return async ({ server, from, to, subject, text, html, messageId, inReplyTo }) => {
    const socket = await connect(server.host, server.port);
    const transport = createTransport({
      connection: socket,
      host: server.host,
      port: server.port,
      secure: server.tls,
      requireTLS: !server.tls && !server.plain,
      ...(server.user && { auth: { user: server.user, pass: server.password } }),
      tls: { servername: net.isIP(server.host) ? undefined : server.host, ...(ca && { ca }) },
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // A message names no file and no address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPTransport.Options);
    try {
      const { response } = await transport.sendMail({
        from,
        to,
        subject,
        text,
        html,
        messageId,
        ...(inReplyTo && { inReplyTo, references: inReplyTo }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { answer: response };
    } catch (error) {
      throw asRefused(error, server.host);
    } finally {
      transport.close();
      socket.destroy();
    }
  };

  function connect(host: string, port: number): Promise<net.Socket> {
    if (net.isIP(host) && !isAllowedAddress(host, allowList)) throw forbidden(host);
    return new Promise((done, fail) => {
      const socket = net.connect({ host, port, lookup: checkedLookup(resolve, allowList) });
      const give = (error: unknown): void => {
        socket.destroy();
        fail(asRefused(error, host));
      };
      socket.setTimeout(timeoutMs, () => give(new NotSent('timeout', `${host} did not answer in time.`)));
      socket.once('error', give);
      socket.once('connect', () => {
        socket.removeListener('error', give);
        socket.setTimeout(0);
        done(socket);
      });
    });
  }
}

function asRefused(error: unknown, host: string): Error {
  if (error instanceof NotSent) return error;
  const { code, responseCode, message } = error as Error & { code?: string; responseCode?: number };
  if (responseCode) return new MailRefused(responseCode, `${host} refused the message: ${message}`);
  if (code === 'EAUTH') return new MailRefused(535, `${host} did not accept the user name and password: ${message}`);
  if (code === 'ENOTFOUND') return new NotSent('unreachable', `There is no host ${host}.`);
  if (code === 'ECONNREFUSED') return new NotSent('unreachable', `${host} refused the connection.`);
  return new NotSent('unreachable', `The message could not be handed to ${host} (${message}).`);
}
