/** An approval as a mail: text and HTML with the same content. What callers wrote is escaped; there is no image and no script. */
import { cut } from '../cut.js';
import { momentOf, type Notice } from '../notice.js';

const MOST_FACTS = 60;
const LONGEST = 2_000;

interface Letter {
  subject: string;
  text: string;
  html: string;
}

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

export interface Parts {
  subject: string;
  heading: string;
  lines: string[];
  rows: Array<readonly [string, string]>;
  quotation: string | null;
  after: string[];
  button: { text: string; url: string };
  foot: string;
}

const FOOT = 'The link only shows the request. Nothing is decided before you press a button on the page.';
const FOOT_AFTER = 'You get this because you were told about the request.';

function lettered({ subject, heading, lines, rows, quotation, after, button, foot }: Parts): Letter {
  const short = (text: string) => cut(text, LONGEST);
  const paragraphs = (texts: string[]) => texts.map((text) => `<p style="margin:0 0 12px">${html(short(text))}</p>`);
  return {
    // One line: a line break would begin another header.
    subject: cut(subject.replace(/\s+/g, ' '), 180),
    text: [
      short(heading),
      ...lines.map(short),
      rows.map(([label, text]) => `${cut(label, 200)}: ${short(text)}`).join('\n'),
      quotation ? `“${short(quotation)}”` : '',
      ...after,
      `${button.text}:\n${button.url}`,
      foot,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>',
      '<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;margin:0;padding:24px">',
      '<div style="max-width:600px;margin:0 auto">',
      `<h1 style="font-size:20px;margin:0 0 12px">${html(short(heading))}</h1>`,
      ...paragraphs(lines),
      rows.length > 0
        ? `<table role="presentation" style="border-collapse:collapse;margin:0 0 12px">${rows.map(row).join('')}</table>`
        : '',
      quotation
        ? `<blockquote style="margin:0 0 12px;padding-left:12px;border-left:3px solid #8a94a6">${html(short(quotation))}</blockquote>`
        : '',
      ...paragraphs(after),
      `<p style="margin:24px 0"><a href="${html(button.url)}" style="background:#1f5eff;color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none;display:inline-block">${html(button.text)}</a></p>`,
      `<p style="margin:0;font-size:14px;color:#6b7280">${html(foot)}</p>`,
      '</div></body></html>',
    ].join(''),
  };
}

function row([label, text]: readonly [string, string]): string {
  const cell = 'padding:4px 16px 4px 0;vertical-align:top';
  return `<tr><td style="${cell};color:#6b7280">${html(cut(label, 200))}</td><td style="${cell}">${html(cut(text, LONGEST))}</td></tr>`;
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '<br>');
}

function from({ agentName, platform }: Notice): string {
  return agentName ? `from ${agentName} (${platform})` : `from ${platform}`;
}

function waiting({ timeLeft, onExpiry, expiresAt }: Notice): string {
  const then = onExpiry === 'approve' ? 'approved' : 'rejected';
  return `${timeLeft}: ${then} by itself at ${momentOf(expiresAt)}.`;
}
