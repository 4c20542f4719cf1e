/** The audit: a page at a time for people, or all of it as a file. Exporting it is written down too. */
import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { audit } from '../audit/audit.js';
import { asCsv, asJsonLines } from '../audit/export.js';
import { newestFirst, oldestFirst, type AuditQuery } from '../audit/read.js';
import { AuditFilter, type AuditList } from '../contract/audit.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

const FILES = {
  csv: { type: 'text/csv; charset=utf-8', write: asCsv },
  jsonl: { type: 'application/x-ndjson; charset=utf-8', write: asJsonLines },
};

export function auditRoutes(router: Router, { authenticate, store, clock, auditFolder }: RouteDeps): void {
  const source = { store, folder: auditFolder };

  router.get('/api/audit', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    const filter = validate(AuditFilter, ctx.query);
    const query: AuditQuery = {
      workspaceId,
      from: filter.from && new Date(filter.from).toISOString(),
      to: filter.to && new Date(filter.to).toISOString(),
      events: filter.event?.split(',').map((event) => event.trim()),
      by: filter.by || undefined,
      subject: filter.subject || undefined,
    };
    if (filter.format === 'json') {
      ctx.body = await page(query, filter.limit, filter.before);
      return;
    }
    const at = clock.now().toISOString();
    await store.transaction(async (tx) =>
      audit(tx, { workspaceId, at, event: 'audit.exported', by: name, subject: null, text: filter.format }),
    );
    const { type, write } = FILES[filter.format];
    ctx.attachment(`audit-${at.slice(0, 10)}.${filter.format}`);
    ctx.type = type;
    ctx.body = Readable.from(write(oldestFirst(source, query)));
  });

  async function page(query: AuditQuery, limit: number, before: number | undefined): Promise<AuditList> {
    const items: AuditList['items'] = [];
    for await (const { seq, at, event, by, subject, text, hash } of newestFirst(source, query, before)) {
      if (items.length === limit) return { items, nextBefore: items.at(-1)?.seq ?? null };
      items.push({ seq, at, event, by, subject, text, hash });
    }
    return { items, nextBefore: null };
  }
}
