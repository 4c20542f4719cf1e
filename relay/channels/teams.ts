/** Microsoft Teams by a Workflows webhook: an Adaptive Card with a link. A posted card cannot be changed, so the outcome is a second one. */
import { z } from 'zod';
import type { ChannelKind } from './channel.js';
import { cut } from './cut.js';
import { judgeWebhook } from './judge-webhook.js';
import { momentOf, type Change, type Notice, type Outcome } from './notice.js';

const OLD_CONNECTOR = /^https?:\/\/([^/]+\.)?(webhook\.office\.com|outlook\.office(365)?\.com)(\/|$)/i;

const Settings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'Use the whole address that Teams shows, from https:// on.' })
    .max(2000)
    .refine((url) => !OLD_CONNECTOR.test(url), {
      error: 'This is an old connector, which Microsoft has switched off. Make a workflow, as step 1 says.',
    })
    .optional()
    .meta({ title: 'Workflow address', description: 'Shown when the workflow is made; it is a secret.' }),
});

/** Teams refuses cards beyond some 28 kB; texts are cut so that a whole card stays below, in UTF-8 and with escapes. */
const MOST_BYTES = 27_000;
const MOST_FACTS = 20;
const MOST_CHANGES = 10;

export const teams: ChannelKind<z.infer<typeof Settings>> = {
  title: 'Microsoft Teams',
  summary: 'A card with a link to the inbox, and a second one that says who decided.',
  settings: Settings,
  changesCopies: false,
  secrets: ['url'],
  missing: ({ url }) => (url ? undefined : 'Still needed: the address of the workflow.'),
  origin: ({ url }) => new URL(url ?? 'https://api.powerplatform.com').origin,

  describe(notice, { url = '' }, { copy, purpose }) {
    // What nobody in the channel could see otherwise: how it ended, and that it is about other details now.
    if (copy && purpose !== 'settled' && purpose !== 'revised') return undefined;
    return { request: { method: 'POST', url, json: fitting(notice) } };
  },

  judge: (answer) => judgeWebhook('Teams', answer, [404, 410]),

  steps: () => [
    {
      title: 'Make the workflow in Teams',
      text: 'In the channel, choose ⋯, Workflows, and the template “Send webhook alerts to a channel” (“Post to a channel when a webhook request is received”). Copy the address at the end into the field here. Old connectors (webhook.office.com) no longer work.',
      paste: null,
    },
    { title: 'Send a test', text: 'Choose Send test. The card arrives within a few seconds.', paste: null },
  ],
};

function fitting(notice: Notice): Record<string, unknown> {
  for (const longest of [1_000, 400, 150, 60, 20]) {
    const message = messageOf(notice, longest);
    if (Buffer.byteLength(JSON.stringify(message)) <= MOST_BYTES) return message;
  }
  return messageOf({ ...notice, facts: [], justification: null }, 20);
}

function messageOf(notice: Notice, longest: number): Record<string, unknown> {
  const { outcome } = notice;
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: outcome ? outcomeBody(notice, outcome, longest) : waitingBody(notice, longest),
    actions: [{ type: 'Action.OpenUrl', title: outcome ? 'See it' : 'Review', url: notice.link }],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function waitingBody(notice: Notice, longest: number): unknown[] {
  const { prefix, summary, risk, action, agentName, platform, facts, justification } = notice;
  const shown = facts.slice(0, MOST_FACTS);
  const { proposal, progress } = notice;
  const then = notice.onExpiry === 'approve' ? 'approved' : 'rejected';
  return [
    text(`${prefix ? `${prefix}: ` : ''}${cut(summary, longest)}`, { size: 'Large', weight: 'Bolder' }),
    text(`${risk} · ${cut(action, 200)} · from ${cut(agentName ? `${agentName} (${platform})` : platform, 200)}`),
    ...shown.map(({ label, text: value }) => labelled(cut(label, 100), cut(value, longest))),
    ...(facts.length > shown.length ? [text(`… and ${facts.length - shown.length} more in the inbox`)] : []),
    ...(justification ? [text(`“${cut(justification, longest)}”`, { italic: true })] : []),
    ...(proposal ? [text(`Changed by ${cut(proposal.by, 200)}`), ...changed(proposal.changes, longest)] : []),
    ...(progress ? [text(cut(progress, 600))] : []),
    text(`${notice.timeLeft}: ${then} by itself at ${momentOf(notice.expiresAt)}.`),
  ];
}

function outcomeBody({ summary }: Notice, { words, at, note, changes }: Outcome, longest: number): unknown[] {
  return [
    text(`${cut(words, 300)}, ${momentOf(at)}`, { size: 'Large', weight: 'Bolder' }),
    text(cut(summary, longest)),
    ...changed(changes, longest),
    ...(note ? [text(`“${cut(note, longest)}”`, { italic: true })] : []),
  ];
}

function changed(changes: Change[], longest: number): unknown[] {
  return changes
    .slice(0, MOST_CHANGES)
    .map(({ label, before, after }) => labelled(cut(label, 100), `${cut(before, longest)} → ${cut(after, longest)}`));
}

/** Text runs, unlike text blocks and facts, know no Markdown: what a caller wrote stays as it was written. */
function text(of: string, style: Record<string, unknown> = {}): unknown {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: of, ...style }] };
}

function labelled(label: string, value: string): unknown {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
      { type: 'TextRun', text: value },
    ],
  };
}
