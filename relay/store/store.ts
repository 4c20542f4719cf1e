/**
 * What the relay asks of any store. Two promises hold everywhere: a transaction is there whole or not at all, and when
 * its promise resolves it has reached the disk (or was committed). Records are values: never change one in place, put a new one.
 */
import type { AuditFact } from './audit-chain.js';
import type { Loads } from './loads.js';
import type { Approval, AuditEntry, Batch, Collection, Delivery, InboundEvent, Key, Records, User } from './records.js';

export interface Reader {
  get<C extends Collection>(collection: C, id: string): Promise<Records[C] | undefined>;
  findApprovalByIdempotencyKey(workspaceId: string, idempotencyKey: string): Promise<Approval | undefined>;
  /** By `allowanceKey`: approved with these changes, and not made use of yet. */
  findApprovalByAllowance(key: string): Promise<Approval | undefined>;
  findBatchByIdempotencyKey(workspaceId: string, idempotencyKey: string): Promise<Batch | undefined>;
  findKeyByHash(hash: string): Promise<Key | undefined>;
  findUserByEmail(email: string): Promise<User | undefined>;
  findEventByDedupeKey(connectionId: string, dedupeKey: string): Promise<InboundEvent | undefined>;
  /** Small collections, whole: oldest first. */
  list<
    C extends
      | 'workspaces'
      | 'users'
      | 'sessions'
      | 'groups'
      | 'invitations'
      | 'reviewLinks'
      | 'keys'
      | 'subscriptions'
      | 'connections'
      | 'channels'
      | 'rules'
      | 'savedViews',
  >(
    collection: C,
    workspaceId?: string,
  ): Promise<Records[C][]>;
}

/** Sees its own changes and those of transactions before it, even while these are still on their way to the disk. */
export interface Transaction extends Reader {
  /** What is open with the people of a review group, by e-mail. */
  assignedLoads(workspaceId: string, group: string): Promise<Loads>;
  put<C extends Collection>(collection: C, record: Records[C]): void;
  remove(collection: Collection, id: string): void;
  /** Writes an entry at the end of its workspace's audit, when and only when the transaction is committed. */
  audit(fact: AuditFact): void;
}

export interface Mine {
  /** Theirs, and of those for whom they stand in. */
  emails: string[];
  /** Names of their groups, in lower case, and of all that are set up: what is for another name is for everybody. */
  groups: Set<string>;
  known: Set<string>;
}

export interface ApprovalQuery {
  workspaceId: string;
  statuses?: Approval['status'][];
  actions?: string[];
  risks?: string[];
  platforms?: string[];
  groups?: string[];
  /** Created at or after, and before. */
  from?: string;
  to?: string;
  /** Words that must all occur, in any case. */
  words?: string[];
  /** What is for this reader. */
  mine?: Mine;
  /** E-mail addresses; `nobody` is what is with nobody. */
  assignees?: string[];
  sort: 'newest' | 'deadline' | 'priority' | 'decided';
  limit: number;
  cursor?: string;
}

export interface SettledQuery {
  workspaceId: string;
  /** The last one of the stretch before. */
  after?: Approval;
  limit: number;
}

export interface DeliveryQuery {
  workspaceId: string;
  status?: Delivery['status'];
  /** Only what tells of one approval, alone or as one of its batch. */
  about?: Pick<Approval, 'id' | 'batchId'>;
  limit: number;
  cursor?: string;
}

export interface EventQuery {
  connectionId: string;
  limit: number;
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

export interface Claim {
  now: Date;
  limit: number;
  /** Until when nobody else may claim them. A crash needs no cleaning up: the lease runs out. */
  leaseUntil: Date;
  /** At most this many claimed at a time for one origin, so that one slow host does not hold up the others. */
  perOrigin: number;
}

export interface Change {
  collection: Collection;
  id: string;
  record: Records[Collection] | undefined;
}

export interface Store extends Reader {
  /**
   * Runs `work` alone, with all it reads and writes as one step, and resolves once that is durable.
   * `work` must wait for nothing but the transaction itself. If it throws, nothing has changed.
   * Throws StorageUnavailable when the change could not be made durable; then nothing has changed either.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  listApprovals(query: ApprovalQuery): Promise<Page<Approval>>;
  /** A stretch of the approvals that were approved or rejected, last created first, without counting them: for those who look at all of them. */
  settledApprovals(query: SettledQuery): Promise<Approval[]>;
  /** Pending approvals whose deadline is at or before `now`, nearest first within each workspace. */
  overdueApprovals(now: Date, limit: number): Promise<Approval[]>;
  /** Pending approvals with something due at or before `now`, first due first within each workspace. */
  dueMoments(now: Date, limit: number): Promise<Approval[]>;
  /** When something is next due with a pending approval, other than its deadline. */
  nextMoment(): Promise<Date | undefined>;
  /** The nearest deadline of a pending approval. */
  nextDeadline(): Promise<Date | undefined>;
  listDeliveries(query: DeliveryQuery): Promise<Page<Delivery>>;
  /** Queued deliveries that are due, oldest due first and fair between origins; never two at a time for one URL. */
  claimDeliveries(claim: Claim): Promise<Delivery[]>;
  /** Gives a claimed delivery back, so that its URL may be claimed again. */
  releaseDelivery(id: string): void;
  /** When a queued delivery that nobody has claimed is next due. */
  nextDelivery(): Promise<Date | undefined>;
  /** Every record of a collection, as it lies: for those who tidy up. What is removed meanwhile does not come any more. */
  every<C extends 'helpdeskConversations' | 'helpdeskUsers' | 'attempts'>(collection: C): Iterable<Records[C]>;
  listEvents(query: EventQuery): Promise<Page<InboundEvent>>;
  /** What came in before `time`, oldest first. */
  eventsBefore(time: Date, limit: number): Promise<InboundEvent[]>;
  /** The entries of the workspace's audit that have not moved to its file, oldest first. */
  recentAudit(workspaceId: string): Promise<AuditEntry[]>;
  /** How often each reason code was used in the workspace. */
  reasonCodeUses(workspaceId: string): Promise<Map<string, number>>;
  /** How many approvals name each review group in the workspace. */
  groupUses(workspaceId: string): Promise<Map<string, number>>;
  /** How many approvals of the workspace have each action, and come by each platform. */
  nameUses(workspaceId: string): Promise<Record<'actions' | 'platforms', Map<string, number>>>;
  counts(): Promise<{ approvals: Record<Approval['status'], number>; deliveries: Record<Delivery['status'], number> }>;
  /** Told about every durable change, in order. The function that comes back ends it. */
  onCommit(listener: (changes: Change[]) => void): () => void;
  /** Throws StorageUnavailable when nothing can be saved any more. */
  check(): Promise<void>;
  close(): Promise<void>;
}
