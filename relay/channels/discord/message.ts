/** An approval as a Discord message. Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
import { momentOf, type Change, type Notice } from '../notice.js';
import { tokenOf } from '../shown.js';
import { lacksReason } from '../../contract/lacks-reason.js';
import { cut } from '../cut.js';
import { discordText } from './escape.js';

const MOST_FACTS = 10;
const MOST_CHANGES = 5;
const COLOURS = { low: 0x5b6b7b, medium: 0xb7791f, high: 0xc53030 };
const OUTCOME_COLOURS = { APPROVED: 0x2f855a, REJECTED: 0xc53030, CANCELLED: 0x5b6b7b };
const RISK_MARK = { low: '○', medium: '◆', high: '▲' };

/** All texts together stay under the 6,000 characters that Discord allows in a message. */
export function messageOf(notice: Notice, buttons: boolean): Record<string, unknown> {
  const { outcome, prefix, summary, facts } = notice;
  const shown = facts.slice(0, MOST_FACTS);
  const more = facts.length - shown.length;
  return {
    content: '',
    // Nothing in this message can call anybody, whatever it says.
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: discordText(prefix && !outcome ? `${prefix}: ${summary}` : summary, 256),
        color: outcome ? OUTCOME_COLOURS[outcome.status] : COLOURS[notice.riskLevel],
        description: [
          `${RISK_MARK[notice.riskLevel]} ${notice.risk} · ${discordText(notice.action, 200)} · ${from(notice)}`,
          ...(notice.justification ? [`“${discordText(notice.justification, 900)}”`] : []),
          ...(outcome ? [outcomeText(notice)] : waiting(notice)),
        ].join('\n\n'),
        fields: [
          ...shown.map(({ label, text }) => ({
            name: discordText(label, 80),
            value: discordText(text, 150),
            inline: true,
          })),
          ...(more > 0 ? [{ name: `… and ${more} more`, value: 'in the inbox', inline: true }] : []),
        ],
      },
    ],
    components: [{ type: 1, components: [...(buttons && !outcome ? verdicts(notice) : []), open(notice)] }],
  };
}

function from({ agentName, platform }: Notice): string {
  const who = agentName ? `${agentName} (${platform})` : platform;
  return `from ${discordText(who, 200)}`;
}

/** Discord shows the time in each reader's own zone. */
function waiting({ expiresAt, timeLeft, onExpiry, progress, proposal }: Notice): string[] {
  const then = onExpiry === 'approve' ? 'approved' : 'rejected';
  return [
    ...(proposal
      ? [[`✎ Changed by ${discordText(proposal.by, 200)}:`, ...changeLines(proposal.changes)].join('\n')]
      : []),
    ...(progress ? [`◔ ${discordText(progress, 400)}`] : []),
    `${timeLeft}: ${then} by itself at <t:${Math.floor(expiresAt.getTime() / 1000)}:f>.`,
  ];
}

function outcomeText({ outcome }: Notice): string {
  if (!outcome) return '';
  const mark = { APPROVED: '✔', REJECTED: '✖', CANCELLED: '–' }[outcome.status];
  return [
    `${mark} ${discordText(outcome.words, 300)}, ${momentOf(outcome.at)}`,
    ...changeLines(outcome.changes),
    ...(outcome.note ? [`“${discordText(outcome.note, 600)}”`] : []),
  ].join('\n');
}

function changeLines(changes: Change[]): string[] {
  return changes
    .slice(0, MOST_CHANGES)
    .map(
      ({ label, before, after }) => `${discordText(label, 60)}: ${discordText(before, 80)} → ${discordText(after, 80)}`,
    );
}

/** In `custom_id` is nothing but what is pressed, and of what. Three dots say that a form comes first. */
function verdicts({ approvalId, revision, riskLevel }: Notice): Array<Record<string, unknown>> {
  const button = (what: string, label: string, style: number) => ({
    type: 2,
    style,
    label,
    custom_id: cut(`${what}:${tokenOf(approvalId, revision)}`, 100),
  });
  const approve = lacksReason({ riskLevel }, 'approve', {}) ? 'Approve …' : 'Approve';
  return [button('approve', approve, 3), button('reject', 'Reject …', 4), button('edit', 'Edit …', 2)];
}

function open({ link }: Notice): Record<string, unknown> {
  return { type: 2, style: 5, label: 'Open in the inbox', url: link };
}
