/** Wires the relay together. Does no I/O of its own: everything it needs is handed to it. */
import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import { createAttempts } from './access/attempts.js';
import { createKeys } from './access/keys.js';
import { createSecondFactor } from './access/second-factor.js';
import { createSessions } from './access/sessions.js';
import { createSignIn } from './access/sign-in.js';
import { createSetup } from './access/setup.js';
import { createApprovals } from './approvals/approvals.js';
import { createBatches } from './approvals/batches.js';
import { createDeadlines } from './approvals/deadlines.js';
import { createRuleset } from './approvals/ruleset.js';
import { createSubscriptions } from './approvals/subscriptions.js';
import { createHandling } from './approvals/handling.js';
import { createRelated } from './approvals/related.js';
import { createSavedViews } from './approvals/saved-views.js';
import { createTimes } from './approvals/times.js';
import { createWaiting } from './approvals/waiting.js';
import { createArchive } from './audit/archive.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { createConnections } from './connections/connections.js';
import { createInboundEvents } from './connections/inbound-events.js';
import { createPlatformWork } from './connections/outgoing.js';
import { requestBy } from './connections/request.js';
import { createReceiver } from './connections/receive.js';
import { forgetEvents } from './connections/forget-events.js';
import { createRetention } from './connections/retention.js';
import { parseAllowList } from './deliveries/destination.js';
import { createDispatcher } from './deliveries/dispatcher.js';
import { createWayBack } from './deliveries/way-back.js';
import { createAuthenticate } from './http/authenticate.js';
import { createAnswer } from './helpdesk/answer.js';
import { createTyping } from './helpdesk/typing.js';
import { forgetConversations } from './helpdesk/forget.js';
import { createHelpdesk } from './helpdesk/helpdesk.js';
import { page } from './http/page.js';
import { problems } from './http/problems.js';
import { createRouters, type RouteDeps } from './http/routes.js';
import { createGivenLinks } from './people/given-links.js';
import { createGroups } from './people/groups.js';
import { createInvitations } from './people/invitations.js';
import { createReviewLinks } from './people/review-links.js';
import { createPeople } from './people/people.js';
import type { NewId } from './ids.js';
import { createChannels } from './notifications/channels.js';
import { createInteractions } from './notifications/interactions.js';
import { createInvitationMail } from './notifications/invitation-mail.js';
import { createPersonalLink } from './notifications/personal-link.js';
import { createChannelWork } from './notifications/outgoing.js';
import type { Send, SendMail } from './outbound.js';
import type { Sealer } from './seal.js';
import type { Store } from './store/store.js';

export interface AppDeps {
  store: Store;
  clock: Clock;
  send: Send;
  sendMail: SendMail;
  sealer: Sealer;
  newId: NewId;
  random: () => number;
  log: Logger;
  config: Pick<Config, 'publicUrl' | 'rateLimitPerMinute' | 'allowPrivateHosts'>;
  /** Where the built inbox is. */
  pageFolder: string;
  /** Where the old part of the audit is kept. */
  auditFolder: string;
}
export type App = ReturnType<typeof createApp>;

export function createApp({
  store,
  clock,
  send,
  sendMail,
  sealer,
  newId,
  random,
  log,
  config,
  pageFolder,
  auditFolder,
}: AppDeps) {
  const { publicUrl, rateLimitPerMinute } = config;
  const approvals = createApprovals({ store, clock, newId });
  const waiting = createWaiting({ store, clock });
  const keys = createKeys({ store, clock, newId, sealer });
  const attempts = createAttempts({ store, clock });
  const secondFactor = createSecondFactor({ store, clock, sealer });
  const sessions = createSessions({ store, clock });
  const signIn = createSignIn({ store, clock, attempts, secondFactor, sessions });
  const setup = createSetup({ store, clock, newId, keys, publicUrl });
  const deadlines = createDeadlines({
    store,
    clock,
    approvals,
    onError: (error) => log.error({ err: error }, 'Deadlines could not be settled'),
  });
  const connections = createConnections({ store, clock, newId, sealer, keys, publicUrl });
  const inboundEvents = createInboundEvents({ store, clock, newId });
  const receiver = createReceiver({ store, clock, newId, connections, inboundEvents });
  const givenLinks = createGivenLinks({ store, clock });
  const retention = createRetention({
    clock,
    kinds: [
      forgetEvents({ store, clock }),
      forgetConversations({ store, clock }),
      givenLinks.forgetOld,
      attempts.forgetOld,
    ],
    onError: (error) => log.error({ err: error }, 'What is old could not be forgotten'),
  });
  const related = createRelated({ store, clock });
  const archive = createArchive({
    store,
    folder: auditFolder,
    onError: (error) => log.error({ err: error }, 'The audit could not be moved to its file. It stays in the journal.'),
  });
  const request = requestBy(send);
  const platformWork = createPlatformWork({
    store,
    connections,
    receiver,
    request,
    answerInHelpdesk: createAnswer({ store, clock }),
  });
  const channels = createChannels({ store, clock, newId, sealer, publicUrl });
  const reviewLinks = createReviewLinks({ reader: store, clock, newId, sign: sealer.sign, publicUrl });
  const invitationMail = createInvitationMail({ store, clock, newId, sealer, channels });
  const channelWork = createChannelWork({
    store,
    clock,
    channels,
    request,
    sendMail,
    personalLink: createPersonalLink({ store, reviewLinks }),
    invitationMail,
    publicUrl,
  });
  const wayBack = createWayBack(parseAllowList(config.allowPrivateHosts));
  const dispatcher = createDispatcher({
    store,
    clock,
    newId,
    send,
    platformWork,
    channelWork,
    open: sealer.open,
    publicUrl,
    wayBack,
    log,
    random,
  });

  const routeDeps: RouteDeps = {
    store,
    newId,
    clock,
    log,
    publicUrl,
    authenticate: createAuthenticate({ store, keys, sessions, rateLimitPerMinute, log }),
    approvals,
    batches: createBatches({ store, clock, newId }),
    subscriptions: createSubscriptions({ store, clock, newId }),
    ruleset: createRuleset({ store, clock, newId }),
    waiting,
    connections,
    receiver,
    inboundEvents,
    helpdesk: createHelpdesk({ store, clock, newId, inboundEvents }),
    typing: createTyping({
      store,
      clock,
      connections,
      request,
      onError: (error) => log.debug({ err: error }, 'Fin was not told that somebody writes'),
    }),
    send,
    request,
    channels,
    interactions: createInteractions({ store, clock, newId, approvals, channels }),
    keys,
    sessions,
    setup,
    signIn,
    attempts,
    secondFactor,
    reviewLinks,
    givenLinks,
    people: createPeople({ store, now: clock.now }),
    groups: createGroups({ store, clock, newId }),
    invitations: createInvitations({ store, clock, newId, publicUrl }),
    invitationMail,
    handling: createHandling({ store, clock, newId }),
    related,
    savedViews: createSavedViews({ store, clock, newId }),
    times: createTimes({ store, clock }),
    auditFolder,
    redeliver: dispatcher.redeliver,
    doubt: wayBack.doubt,
  };
  const koa = new Koa();
  koa.use(problems(log, publicUrl));
  for (const router of createRouters(routeDeps)) koa.use(router.routes());
  // One for all: it goes by what the routers above have matched.
  koa.use(new Router().allowedMethods());
  koa.use(page(pageFolder));

  return {
    handler: koa.callback(),
    setup,
    dispatcher,
    /** Starts what acts by itself: deadlines and deliveries. */
    start(): void {
      deadlines.start();
      dispatcher.start();
      retention.start();
      void archive.start();
    },
    /** Answers those who wait, finishes what is being sent, and starts nothing new. */
    async stop(): Promise<void> {
      waiting.stop();
      related.stop();
      await Promise.all([deadlines.stop(), dispatcher.stop(), retention.stop(), archive.stop()]);
    },
  };
}
