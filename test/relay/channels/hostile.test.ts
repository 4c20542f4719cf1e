/** Whatever a caller writes: no channel lets it call anybody, format, link under another name, or break the message. */
import fc from 'fast-check';
import { open } from '../../../relay/approvals/lifecycle.js';
import { viewApproval } from '../../../relay/approvals/view.js';
import type { Context, Outgoing } from '../../../relay/channels/channel.js';
import { cut, cutEscaped } from '../../../relay/channels/cut.js';
import { editForm, withEdits } from '../../../relay/channels/edit-fields.js';
import { noticeOf } from '../../../relay/channels/notice.js';
import { channelKinds } from '../../../relay/channels/registry.js';
import { shownDetails } from '../../../relay/channels/shown.js';
import { modalOf as discordModal } from '../../../relay/channels/discord/modal.js';
import { modalOf } from '../../../relay/channels/slack/modal.js';
import type { Approval } from '../../../relay/store/records.js';
import { slackProblem } from '../../support/channels/slack.js';
import { discordProblem, modalProblem } from '../../support/channels/discord.js';

const now = new Date('2026-03-02T09:00:00Z');
const NASTY = [
  '<!channel> <@U0ALICE> <#C1|x> <https://evil.example|bank> &lt;!here&gt; :skull: *bold* ~no~ `code`',
  '@everyone @here <@1> <@&2> <#3> [bank](https://evil.example) ||spoiler|| # big\n> quote\n- list\n1. one',
  '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted" \'single\' &amp;',
  '**bold** [bank](https://evil.example) {{DATE(2017-02-14T06:08:39Z)}} ${secret} <at>Ana</at>',
  'Subject\r\nBcc: everybody@example.com\r\n\r\nbody',
  '\u202egnp.exe \u0000 \ud800 \u{1f600}'.repeat(200),
  '',
  ' ',
];
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ maxLength: 4_000 }),
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const approvals = fc
  .record({
    summary: text,
    action: text,
    justification: fc.option(text, { nil: undefined }),
    agentName: text,
    details: fc.dictionary(text, value, { maxKeys: 60 }),
    listed: fc.array(fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null)), { maxLength: 120 }),
    note: text,
    status: fc.constantFrom('PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'),
    modified: fc.option(fc.dictionary(text, value, { maxKeys: 5 }), { nil: null }),
  })
  .map(({ note, status, modified, listed, ...fields }): Approval => {
    // Half of the details can be one of a list.
    const names = Object.keys(fields.details).filter((_, index) => index % 2 === 0);
    const described = {
      enum: listed,
      title: note,
      items: { oneOf: listed.map((each) => ({ const: each, title: note })) },
    };
    const detailsSchema = { properties: Object.fromEntries(names.map((name) => [name, described])) };
    const request = { ...fields, detailsSchema, riskLevel: 'high', priority: 'normal', onExpiry: 'reject' } as const;
    const requester = { workspaceId: 'w', keyId: null, name: 'key' };
    const opened = open(request, { id: 'req_1', now, requester, warnings: [], requestHash: null, batchId: null });
    if (status === 'PENDING') return modified ? putToTheVote(opened, modified, note) : opened;
    const decidedBy = fields.agentName || 'alice@example.com';
    return {
      ...opened,
      status: status as 'APPROVED',
      decidedAt: now.toISOString(),
      decidedBy,
      decisionNote: note,
      modifiedDetails: modified,
    };
  });

/** As somebody with such a name has changed it, where several people decide. */
function putToTheVote(opened: Approval, proposedDetails: Record<string, unknown>, by: string): Approval {
  const restarted = { at: now.toISOString(), event: 'approval.votes_restarted' as const, by };
  return { ...opened, proposedDetails, happenings: [...opened.happenings, restarted] };
}

const SETTINGS: Record<string, object> = {
  slack: { channel: 'C1', botToken: 'xoxb-1', signingSecret: 's' },
  discord: { channelId: '1', botToken: 't', publicKey: 'k' },
  email: { host: 'smtp.example.com', port: 587, security: 'tls', from: 'a@example.com', to: [] },
  pagerduty: { routingKey: 'k', risk: 'low', minutes: 1 },
};
const URL_ONLY = { url: 'https://hooks.example.com/1', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' };

function outgoing(kind: keyof typeof channelKinds, approval: Approval): Outgoing | undefined {
  const purpose = approval.status === 'PENDING' ? 'reminded' : 'settled';
  const copy = { channel: 'C1', ts: '1.1', message: '1', messageId: '<m@x>' };
  const context: Context = {
    id: 'msg_1',
    now,
    purpose,
    copy: purpose === 'settled' ? copy : null,
    to: 'b@example.com',
  };
  const notice = noticeOf(approval, {
    view: viewApproval(approval, 'https://r.example'),
    purpose,
    link: 'https://r.example/a',
    progress: approval.proposedDetails ? `1 of 2 approved: ${approval.action}` : null,
    now,
  });
  return channelKinds[kind].describe(notice, SETTINGS[kind] ?? URL_ONLY, context);
}
const bodyOf = (made: Outgoing | undefined) => (made && 'request' in made ? made.request.json : undefined);
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- looked at as it comes
function walk(node: any, visit: (object: any) => void): void {
  if (typeof node !== 'object' || node === null) return;
  visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}
const holds = (check: (approval: Approval) => void) => fc.assert(fc.property(approvals, check), { numRuns: 150 });

test('Slack shows it plainly, and takes every message', () => {
  for (const kind of ['slack', 'slack-webhook'] as const)
    holds((approval) => {
      const body = bodyOf(outgoing(kind, approval));
      expect(slackProblem(body)).toBeUndefined();
      walk(body, (object) => {
        if (object.type === 'plain_text') {
          expect(object.emoji).toBe(false);
          expect(object.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        }
        // The only formatted text is ours: a time.
        if (object.type === 'mrkdwn')
          expect(object.text).toMatch(
            /^[\w ]+: (approved|rejected) by itself at <!date\^\d+\^\{date_short_pretty\} \{time\}\|[\w ,:]+>\.$/,
          );
      });
      expect((body as { text: string }).text).not.toMatch(/[<>]/);
    });
});

test('Slack takes every form', () => {
  for (const form of ['approve', 'reject', 'edit'] as const)
    holds((approval) => {
      const view = modalOf(form, approval, { channel: 'C1', ts: '1.1' });
      expect(slackProblem({ view, trigger_id: '111.222.valid' })).toBeUndefined();
    });
});

test('Discord takes every form', () => {
  for (const form of ['approve', 'reject', 'edit'] as const)
    holds((approval) => expect(modalProblem(discordModal(form, approval))).toBeUndefined());
});

test('Discord shows it plainly, calls nobody, and takes every message', () => {
  for (const kind of ['discord', 'discord-webhook'] as const)
    holds((approval) => {
      const made = outgoing(kind, approval);
      const request = made && 'request' in made ? made.request : undefined;
      const query = new URL(request!.url).searchParams;
      expect(discordProblem(request!.json, kind === 'discord-webhook', query)).toBeUndefined();
      const { embeds } = request!.json as {
        embeds: Array<{ title: string; fields: Array<{ name: string; value: string }> }>;
      };
      const theirs = [embeds[0]!.title, ...embeds[0]!.fields.flatMap(({ name, value: shown }) => [name, shown])];
      for (const shown of theirs) expect(shown.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    });
});

test('Teams gets text runs only, below its limit', () => {
  holds((approval) => {
    const body = bodyOf(outgoing('teams', approval));
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(28_000);
    walk(body, (object) => expect(['TextBlock', 'FactSet', 'Image', 'Media']).not.toContain(object.type));
  });
});

test('a mail has no other tags than ours, and one line of subject', () => {
  holds((approval) => {
    const made = outgoing('email', approval);
    const { subject, html } = (made as { mail: { subject: string; html: string } }).mail;
    expect(subject).not.toMatch(/[\r\n]/);
    const tags = [...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, tag]) => tag!.toLowerCase());
    const ours = [
      '!doctype',
      'html',
      'head',
      'meta',
      'body',
      'div',
      'h1',
      'p',
      'table',
      'tr',
      'td',
      'blockquote',
      'a',
      'br',
    ];
    expect(tags.filter((tag) => !ours.includes(tag))).toEqual([]);
    expect(html.match(/href=/g)).toHaveLength(1);
  });
});

test('PagerDuty’s texts are within its limits', () => {
  holds((approval) => {
    const body = bodyOf(outgoing('pagerduty', approval)) as { dedup_key: string; payload?: { summary: string } };
    expect(body.dedup_key).toBe('req_1');
    expect(body.payload?.summary.length ?? 0).toBeLessThanOrEqual(1_024);
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(512 * 1024);
  });
});

const at = (details: unknown, path: string[]) =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], details);

test('a form that nobody changes changes nothing, and what is typed comes out as it was typed', () => {
  holds((approval) => {
    const { fields } = editForm(approval, { fields: 1_000, options: 100 });
    const asShown = Object.fromEntries(fields.map((field) => [field.index, field.value]));
    const same = withEdits(approval, asShown);
    expect(same).toEqual({ details: shownDetails(approval) });
    for (const field of fields) {
      if (field.kind !== 'choice' || !('options' in field)) continue;
      for (const { key, value: chosen } of field.options) {
        const made = withEdits(approval, { [field.index]: key });
        expect('details' in made && key !== field.value ? at(made.details, field.path) : chosen).toBe(chosen);
      }
      expect(withEdits(approval, { [field.index]: 'no such\u0001 choice' })).toHaveProperty('errors');
    }
    const typed = fields.find((field) => field.kind === 'text' && field.hint === undefined);
    if (!typed) return;
    const changed = withEdits(approval, { ...asShown, [typed.index]: 'typed' });
    expect('details' in changed && at(changed.details, typed.path)).toBe('typed');
    expect(({} as Record<string, unknown>).typed).toBeUndefined();
  });
});

test('a text that is cut stays within its limit, whole characters and whole escapes', () => {
  const escape = (plain: string) => plain.replaceAll('&', '&amp;');
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 300 }), (given, max) => {
      expect(cut(given, max).length).toBeLessThanOrEqual(max);
      const escaped = cutEscaped(given, max, escape);
      expect(escaped.length).toBeLessThanOrEqual(max);
      expect(escaped).not.toMatch(/\p{Surrogate}/u);
      expect(escaped.replaceAll('&amp;', '')).not.toContain('&');
    }),
  );
});
