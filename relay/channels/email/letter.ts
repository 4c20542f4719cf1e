/** A mail as text and as HTML with the same content. What others wrote is escaped; there is no image and no script. */
import { cut } from '../cut.js';

const LONGEST = 2_000;

export interface Letter {
  subject: string;
  text: string;
  html: string;
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

export function lettered({ subject, heading, lines, rows, quotation, after, button, foot }: Parts): Letter {
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
