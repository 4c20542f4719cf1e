/** The inbox: one built page for every address that is not the API's, and the files it loads. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { send } from '@koa/send';
import type { Context, Middleware } from 'koa';
import { RelayError } from '../errors.js';

const YEAR_MS = 31_536_000_000;
const SECRET_PAGES = /^\/(review\/|join$|setup$)/;
const NOT_PAGES = /^\/(api|in|assets|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/;

/** `folder` holds what `npm run build` makes of relay/web. */
export function page(folder: string): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path.startsWith('/assets/')) return sendAsset(ctx);
    if (NOT_PAGES.test(ctx.path)) return next();
    // A link's token has a dot in it, too, and is no file for that.
    const isSecret = SECRET_PAGES.test(ctx.path);
    if (!isSecret && /\.[a-z0-9]+$/i.test(ctx.path)) return sendAsset(ctx);
    const html = await builtPage();
    const nonce = randomBytes(16).toString('base64');
    ctx.set(pageHeaders(nonce));
    // The address of such a page is itself a secret.
    if (isSecret) ctx.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
    ctx.type = 'html';
    ctx.body = html.replaceAll('{{nonce}}', nonce);
  };

  async function builtPage(): Promise<string> {
    try {
      return await readFile(path.join(folder, 'index.html'), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new RelayError(
        503,
        'inbox_not_built',
        'The inbox is not built',
        'Build it with npm run build, or start the relay with npm start.',
      );
    }
  }

  async function sendAsset(ctx: Context): Promise<void> {
    ctx.set('X-Content-Type-Options', 'nosniff');
    try {
      // Files under /assets/ carry a hash of their content in their name.
      await send(ctx, ctx.path, {
        root: folder,
        ...(ctx.path.startsWith('/assets/') && { maxAge: YEAR_MS, immutable: true }),
      });
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
      ctx.status = 404;
    }
  }
}

function pageHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}
