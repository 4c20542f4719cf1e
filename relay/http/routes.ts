/** What every router is given, and the one list of them. */
import Router from '@koa/router';
import type { Logger } from 'pino';
import type { Attempts } from '../access/attempts.js';
import type { Keys } from '../access/keys.js';
import type { SecondFactor } from '../access/second-factor.js';
import type { Sessions } from '../access/sessions.js';
import type { Setup } from '../access/setup.js';
import type { SignIn } from '../access/sign-in.js';
import type { Groups } from '../people/groups.js';
import type { Invitations } from '../people/invitations.js';
import type { GivenLinks } from '../people/given-links.js';
import type { ReviewLinks } from '../people/review-links.js';
import type { People } from '../people/people.js';
import type { Approvals } from '../approvals/approvals.js';
import type { Batches } from '../approvals/batches.js';
import type { Ruleset } from '../approvals/ruleset.js';
import type { Subscriptions } from '../approvals/subscriptions.js';
import type { Waiting } from '../approvals/waiting.js';
import type { Connections } from '../connections/connections.js';
import type { InboundEvents } from '../connections/inbound-events.js';
import type { Receiver } from '../connections/receive.js';
import type { NewId } from '../ids.js';
import type { Clock } from '../clock.js';
import type { Channels } from '../notifications/channels.js';
import type { InvitationMail } from '../notifications/invitation-mail.js';
import type { Interactions } from '../notifications/interactions.js';
import type { Helpdesk } from '../helpdesk/helpdesk.js';
import type { WayBack } from '../deliveries/way-back.js';
import type { Typing } from '../helpdesk/typing.js';
import type { Send } from '../outbound.js';
import type { Request } from '../platforms/platform.js';
import type { Delivery } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Handling } from '../approvals/handling.js';
import type { RelatedTo } from '../approvals/related.js';
import type { SavedViews } from '../approvals/saved-views.js';
import type { TimesOf } from '../approvals/times.js';
import type { Authenticate } from './authenticate.js';
import { handlingRoutes } from './handling.js';
import { timesRoutes } from './times.js';
import { auditRoutes } from './audit.js';
import { connectionInboundRoutes } from './connection-inbound.js';
import { connectionRoutes } from './connections.js';
import { channelInteractionRoutes } from './channel-interactions.js';
import { channelRoutes } from './channels.js';
import { accountRoutes } from './account.js';
import { approvalRoutes } from './approvals.js';
import { batchRoutes } from './batches.js';
import { helpdeskRoutes } from './helpdesk.js';
import { deliveryRoutes } from './deliveries.js';
import { filterChoiceRoutes } from './filter-choices.js';
import { groupRoutes } from './groups.js';
import { healthRoutes } from './health.js';
import { inboundRoutes } from './inbound.js';
import { keyRoutes } from './keys.js';
import { openApiRoutes } from './openapi.js';
import { peopleRoutes } from './people.js';
import { ruleRoutes } from './rules.js';
import { sessionRoutes } from './sessions.js';
import { streamRoutes } from './stream.js';
import { reachabilityRoutes } from './reachability.js';
import { reviewRoutes } from './review.js';
import { reviewerRoutes } from './reviewers.js';
import { subscriptionRoutes } from './subscriptions.js';

export interface RouteDeps {
  store: Store;
  newId: NewId;
  clock: Clock;
  log: Logger;
  publicUrl: string;
  authenticate: Authenticate;
  approvals: Approvals;
  batches: Batches;
  subscriptions: Subscriptions;
  ruleset: Ruleset;
  waiting: Waiting;
  connections: Connections;
  receiver: Receiver;
  inboundEvents: InboundEvents;
  helpdesk: Helpdesk;
  typing: Typing;
  /** Any address that deliveries may go to. */
  send: Send;
  /** Calls a platform's API. */
  request: Request;
  channels: Channels;
  interactions: Interactions;
  keys: Keys;
  sessions: Sessions;
  setup: Setup;
  signIn: SignIn;
  attempts: Attempts;
  secondFactor: SecondFactor;
  people: People;
  reviewLinks: ReviewLinks;
  givenLinks: GivenLinks;
  groups: Groups;
  invitations: Invitations;
  invitationMail: InvitationMail;
  handling: Handling;
  related: RelatedTo;
  savedViews: SavedViews;
  times: TimesOf;
  /** Where the files of the audit are. */
  auditFolder: string;
  /** Why an answer to this address may not arrive. */
  doubt: WayBack['doubt'];
  redeliver: (workspaceId: string, deliveryId: string, by: string) => Promise<Delivery>;
}

/** One after the other: a router tries every route that it has on each request, so what automations call all day comes first. */
export function createRouters(deps: RouteDeps): Router[] {
  return [inboundRoutes, approvalRoutes, addOtherRoutes].map((add) => {
    const router = new Router();
    add(router, deps);
    return router;
  });
}

function addOtherRoutes(router: Router, deps: RouteDeps): void {
  handlingRoutes(router, deps);
  batchRoutes(router, deps);
  connectionInboundRoutes(router, deps);
  connectionRoutes(router, deps);
  channelRoutes(router, deps);
  channelInteractionRoutes(router, deps);
  helpdeskRoutes(router, deps);
  subscriptionRoutes(router, deps);
  deliveryRoutes(router, deps);
  reachabilityRoutes(router, deps);
  filterChoiceRoutes(router, deps);
  reviewerRoutes(router, deps);
  reviewRoutes(router, deps);
  groupRoutes(router, deps);
  peopleRoutes(router, deps);
  ruleRoutes(router, deps);
  keyRoutes(router, deps);
  auditRoutes(router, deps);
  timesRoutes(router, deps);
  sessionRoutes(router, deps);
  accountRoutes(router, deps);
  streamRoutes(router, deps);
  openApiRoutes(router, deps);
  healthRoutes(router, deps);
}
