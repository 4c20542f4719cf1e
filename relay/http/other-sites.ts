import type { Context } from 'koa';
import { Forbidden } from '../errors.js';

/** Another site must not act for a visitor: where there is no session there is no token of it to check, so the origin is. */
export function refuseOtherSites(ctx: Context, publicUrl: string): void {
  const origin = ctx.get('origin');
  if (origin === '' || origin === new URL(publicUrl).origin || hostOf(origin) === ctx.get('host')) return;
  throw new Forbidden(
    `This page is served at ${publicUrl}. Open it there, or set COUNTERSIGN_PUBLIC_URL to the address you use.`,
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
