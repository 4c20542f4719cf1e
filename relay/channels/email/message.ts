/** An approval as a mail. */
import { momentOf, type Notice } from '../notice.js';
import { lettered, type Letter } from './letter.js';

const MOST_FACTS = 60;

export function letterOf(notice: Notice): Letter {
  const { outcome, prefix, summary } = notice;
  const title = outcome ? outcome.words : (prefix ?? 'Waiting for you');
  const rows = outcome
    ? outcome.changes.map(({ label, before, after }) => [label, `${before} → ${after}`] as const)
    : notice.facts.slice(0, MOST_FACTS).map(({ label, text }) => [label, text] as const);
  const { proposal } = notice;
  const changed = (proposal?.changes ?? [])
    .slice(0, MOST_FACTS)
    .map(({ label, before, after }) => `${label}: ${before} → ${after}`);
  const more = outcome ? 0 : notice.facts.length - MOST_FACTS;
  return lettered({
    subject: `${title}: ${summary}`,
    heading: summary,
    lines: [
      outcome ? `${outcome.words}, ${momentOf(outcome.at)}` : `${notice.risk} · ${notice.action} · ${from(notice)}`,
    ],
    rows: [...rows, ...(more > 0 ? [['…', `and ${more} more in the inbox`] as const] : [])],
    quotation: outcome ? outcome.note : notice.justification,
    after: outcome
      ? []
      : [
          ...(proposal ? [[`Changed by ${proposal.by}:`, ...changed].join('\n')] : []),
          ...(notice.progress ? [notice.progress] : []),
          waiting(notice),
        ],
    button: { text: outcome ? 'See it' : 'Look at it and decide', url: notice.link },
    foot: outcome ? FOOT_AFTER : FOOT,
  });
}

const FOOT = 'The link only shows the request. Nothing is decided before you press a button on the page.';
const FOOT_AFTER = 'You get this because you were told about the request.';

function from({ agentName, platform }: Notice): string {
  return agentName ? `from ${agentName} (${platform})` : `from ${platform}`;
}

function waiting({ timeLeft, onExpiry, expiresAt }: Notice): string {
  const then = onExpiry === 'approve' ? 'approved' : 'rejected';
  return `${timeLeft}: ${then} by itself at ${momentOf(expiresAt)}.`;
}
