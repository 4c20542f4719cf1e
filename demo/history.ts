/** Four months of questions and of what became of each, as a list in the order of time. Plays nothing itself. */
import type { ApprovalRequest } from '../relay/contract/approval-request.js';
import type { VerdictRequest } from '../relay/contract/verdict.js';
import { customers, PEOPLE } from './cast.js';
import { createRandom, type Random } from './random.js';
import { money, SCENES, type Scene } from './scenes.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAYS = 120;
/** So many of the newest still wait. */
const WAITING_SHARE = 0.014;
/** Of every hour of the day in UTC, how busy it is. */
const BUSY = [2, 1, 1, 1, 2, 3, 5, 7, 9, 10, 10, 9, 8, 9, 10, 10, 9, 8, 7, 6, 5, 4, 3, 2];

export type Moment = { atMs: number; question: number } & (
  | { does: 'ask'; scene: Scene; body: Record<string, unknown> }
  | { does: 'see'; by: string }
  | { does: 'comment'; by: string; text: string }
  | { does: 'decide'; by: string; verdict: VerdictRequest }
  | { does: 'cancel'; note: string }
  | { does: 'expire' }
);

export interface History {
  count: number;
  now: Date;
  /** Where workflows wait for the answers. */
  workflowUrl: string;
}

export function history({ count, now, workflowUrl }: History): Moment[] {
  const random = createRandom(20_260_302);
  const cast = customers(Math.max(5, Math.ceil(count / 8)), random);
  const waitingFrom = Math.floor(count * (1 - WAITING_SHARE));
  const moments: Moment[] = [];
  for (const [question, atMs] of times(count, now, random).entries()) {
    const scene = weighted(random);
    const asked = scene.ask(random.pickSkewed(cast), random);
    const isWaiting = question >= waitingFrom;
    const deadlineMs = isWaiting
      ? now.getTime() + random.next() ** 2 * 72 * HOUR_MS + 10 * MINUTE_MS
      : atMs + 24 * HOUR_MS;
    const body = {
      ...asked,
      action: scene.action,
      platform: scene.platform,
      riskLevel: scene.riskLevel,
      group: scene.group,
      agentName: scene.agentName,
      priority: random.isLikely(0.06) ? 'urgent' : random.isLikely(0.15) ? 'low' : 'normal',
      expiresAt: new Date(deadlineMs).toISOString(),
      metadata: { run: `run-${question}` },
      ...(random.isLikely(0.8) && { justification: random.pick(scene.justifications) }),
      ...(random.isLikely(0.5) && { callbackUrl: `${workflowUrl}/${scene.platform}/${question}` }),
    };
    moments.push({ does: 'ask', atMs, question, scene, body });
    moments.push(...fate(question, { atMs, deadlineMs, isWaiting, scene, asked, nowMs: now.getTime() }, random));
  }
  return moments.filter(({ atMs }) => atMs <= now.getTime()).sort((one, other) => one.atMs - other.atMs);
}

interface Standing {
  atMs: number;
  deadlineMs: number;
  isWaiting: boolean;
  scene: Scene;
  asked: Pick<ApprovalRequest, 'details'>;
  nowMs: number;
}

function fate(
  question: number,
  { atMs, deadlineMs, isWaiting, scene, asked, nowMs }: Standing,
  random: Random,
): Moment[] {
  const team = PEOPLE.filter(({ group }) => group === scene.group);
  const by = random.pick(team.length > 0 ? team : PEOPLE).email;
  const moments: Moment[] = [];
  const endMs = isWaiting ? nowMs : Math.min(deadlineMs, nowMs);
  const somewhere = (fromMs: number): number => fromMs + random.next() * (endMs - fromMs);
  if (random.isLikely(isWaiting ? 0.3 : 0.85)) moments.push({ does: 'see', atMs: somewhere(atMs), question, by });
  if (random.isLikely(0.06))
    moments.push({ does: 'comment', atMs: somewhere(atMs), question, by, text: random.pick(COMMENTS) });
  if (isWaiting) return moments;
  if (random.isLikely(0.08)) return [...moments, { does: 'expire', atMs: deadlineMs, question }];
  const answeredMs = Math.min(atMs + latencyMs(random), deadlineMs - MINUTE_MS, nowMs - MINUTE_MS);
  const earlier = moments.map((moment) => ({ ...moment, atMs: Math.min(moment.atMs, answeredMs - 1) }));
  if (random.isLikely(0.02))
    return [
      ...earlier,
      { does: 'cancel', atMs: answeredMs, question, note: 'The customer has withdrawn the request.' },
    ];
  return [
    ...earlier,
    { does: 'decide', atMs: answeredMs, question, by, verdict: verdict(scene, asked.details, random) },
  ];
}

/** A quarter of an hour in the middle, some after hours. */
function latencyMs(random: Random): number {
  const bell = (random.next() + random.next() + random.next() + random.next() - 2) * 1.7;
  return 15 * MINUTE_MS * Math.exp(bell);
}

const YES = ['within_policy', 'verified', 'goodwill'];
const NO = ['out_of_policy', 'wrong_amount', 'not_enough_information', 'duplicate', 'suspicious'];
const NOTES_YES = [
  'Fine.',
  'Checked with the carrier.',
  'Loyal customer, go on.',
  'Photo received.',
  'As agreed on the phone.',
];
const NOTES_NO = [
  'Outside of the 30 days.',
  'Already paid back last week.',
  'Please ask for the order number first.',
  'The address does not match the account.',
];
const COMMENTS = [
  'Asked billing.',
  'Waiting for the photo.',
  'Same customer as on Monday?',
  'Who owns this account?',
  'Looks fine to me.',
];

function verdict(scene: Scene, details: Record<string, unknown>, random: Random): VerdictRequest {
  const isYes = random.isLikely(scene.approved);
  const lowered = isYes && scene.lowered && random.isLikely(0.09) ? lower(details, scene.lowered, random) : undefined;
  return {
    verdict: isYes ? 'approve' : 'reject',
    ...(random.isLikely(isYes ? 0.35 : 0.9) && { note: random.pick(isYes ? NOTES_YES : NOTES_NO) }),
    ...(random.isLikely(0.7) && { reasonCode: random.pickSkewed(isYes ? YES : NO) }),
    ...(lowered && { modifiedDetails: lowered }),
  };
}

function lower(details: Record<string, unknown>, name: string, random: Random): Record<string, unknown> {
  const value = details[name];
  if (typeof value === 'number') return { ...details, [name]: Math.max(1, Math.floor(value / 2)) };
  const units = Math.max(1, Math.floor(Number(value) / 2));
  return { ...details, [name]: details.currency === 'JPY' ? String(units) : money(units, 'EUR', random) };
}

/** In order, more by day than by night. */
function times(count: number, now: Date, random: Random): number[] {
  const found: number[] = [];
  while (found.length < count) {
    const atMs = now.getTime() - MINUTE_MS - Math.floor(random.next() * DAYS * 24 * HOUR_MS);
    if (random.next() * 10 < (BUSY[new Date(atMs).getUTCHours()] ?? 1)) found.push(atMs);
  }
  return found.sort((one, other) => one - other);
}

function weighted(random: Random): Scene {
  let left = random.next() * SCENES.reduce((sum, { weight }) => sum + weight, 0);
  return SCENES.find(({ weight }) => (left -= weight) < 0) ?? random.pick(SCENES);
}
