/** An approval as a Slack message. Limits: https://docs.slack.dev/reference/block-kit/blocks */
import { lacksReason } from '../../contract/lacks-reason.js';
import { cut, cutEscaped } from '../cut.js';
import type { Fact } from '../facts.js';
import { momentOf, type Notice, type Outcome, type Proposal } from '../notice.js';
import { tokenOf } from '../shown.js';
import { escapeSlack, plain } from './escape.js';

type Block = Record<string, unknown>;
const HEADER = 150;
const SECTION = 3_000;
const FIELD = 2_000;
const FIELDS_A_SECTION = 10;
const MOST_FACTS = 40;
const MOST_CHANGES = 20;
const RISK_MARK = { low: '○', medium: '◆', high: '▲' };

export interface Message {
  /** For notifications; blocks are what people see. */
  text: string;
  blocks: Block[];
}

/** `buttons`: whether people can decide here, for which the app has to be interactive. */
export function messageOf(notice: Notice, buttons: boolean): Message {
  const { outcome, prefix, summary } = notice;
  const headline = prefix && !outcome ? `${prefix}: ${summary}` : summary;
  return {
    text: cutEscaped(outcome ? `${outcome.words}: ${summary}` : headline, SECTION, escapeSlack),
    blocks: [
      { type: 'header', text: plain(headline, HEADER) },
      ...(headline.length > HEADER ? [section(headline)] : []),
      {
        type: 'context',
        elements: [`${RISK_MARK[notice.riskLevel]} ${notice.risk}`, notice.action, from(notice)].map((text) =>
          plain(text, 300),
        ),
      },
      ...factBlocks(notice.facts),
      ...(notice.justification ? [section(`“${notice.justification}”`)] : []),
      ...(outcome ? outcomeBlocks(outcome) : waitingBlocks(notice)),
      { type: 'actions', elements: [...(buttons && !outcome ? verdicts(notice) : []), open(notice)] },
    ],
  };
}

/** For copies that cannot be changed: a second message that says how it ended. */
export function outcomeMessage(notice: Notice, outcome: Outcome): Message {
  return {
    text: cutEscaped(`${outcome.words}: ${notice.summary}`, SECTION, escapeSlack),
    blocks: [section(notice.summary), ...outcomeBlocks(outcome), { type: 'actions', elements: [open(notice)] }],
  };
}

function from({ agentName, platform }: Notice): string {
  return agentName ? `from ${agentName} (${platform})` : `from ${platform}`;
}

function factBlocks(facts: Fact[]): Block[] {
  const shown = facts.slice(0, MOST_FACTS);
  const blocks: Block[] = [];
  for (let start = 0; start < shown.length; start += FIELDS_A_SECTION) {
    const fields = shown
      .slice(start, start + FIELDS_A_SECTION)
      .map(({ label, text }) => plain(`${label}\n${text}`, FIELD));
    blocks.push({ type: 'section', fields });
  }
  const more = facts.length - shown.length;
  return more > 0
    ? [...blocks, { type: 'context', elements: [plain(`… and ${more} more in the inbox`, 100)] }]
    : blocks;
}

function waitingBlocks({ proposal, progress, ...notice }: Notice): Block[] {
  return [
    ...(proposal ? [section(proposalText(proposal))] : []),
    ...(progress ? [section(`◔ ${progress}`)] : []),
    waiting(notice),
  ];
}

function proposalText({ by, changes }: Proposal): string {
  const lines = changes
    .slice(0, MOST_CHANGES)
    .map(({ label, before, after }) => `${label}: ${cut(before, 200)} → ${cut(after, 200)}`);
  return [`✎ Changed by ${by}:`, ...lines].join('\n');
}

/** Slack shows the time in each reader's own zone. */
function waiting({ expiresAt, timeLeft, onExpiry }: Pick<Notice, 'expiresAt' | 'timeLeft' | 'onExpiry'>): Block {
  const seconds = Math.floor(expiresAt.getTime() / 1000);
  const date = `<!date^${seconds}^{date_short_pretty} {time}|${momentOf(expiresAt)}>`;
  const then = onExpiry === 'approve' ? 'approved' : 'rejected';
  const text = `${timeLeft}: ${then} by itself at ${date}.`;
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

function outcomeBlocks({ status, words, at, note, changes }: Outcome): Block[] {
  const mark = { APPROVED: '✔', REJECTED: '✖', CANCELLED: '–' }[status];
  return [
    { type: 'divider' },
    section(`${mark} ${words}, ${momentOf(at)}`),
    ...changes.slice(0, MOST_CHANGES).map(({ label, before, after }) => section(`${label}: ${before} → ${after}`)),
    ...(note ? [section(`“${note}”`)] : []),
  ];
}

/** Three dots say that a form comes first. */
function verdicts({ approvalId, revision, riskLevel }: Notice): Block[] {
  const approve = lacksReason({ riskLevel }, 'approve', {}) ? 'Approve …' : 'Approve';
  const button = (action: string, text: string, style?: string) => ({
    type: 'button',
    action_id: action,
    text: plain(text, 75),
    value: tokenOf(approvalId, revision),
    ...(style && { style }),
  });
  return [button('approve', approve, 'primary'), button('reject', 'Reject …', 'danger'), button('edit', 'Edit …')];
}

function open({ link }: Notice): Block {
  return { type: 'button', action_id: 'open', text: plain('Open in the inbox', 75), url: link };
}

function section(text: string): Block {
  return { type: 'section', text: plain(text, SECTION) };
}
