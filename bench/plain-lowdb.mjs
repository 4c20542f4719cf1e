/** lowdb as its README shows it: the whole file is written again for each change, and never synced. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Router from '@koa/router';
import Koa from 'koa';
import { JSONFilePreset } from 'lowdb/node';

const folder = mkdtempSync(path.join(tmpdir(), 'plain-lowdb-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.once('SIGTERM', () => process.exit(0));
const db = await JSONFilePreset(path.join(folder, 'db.json'), { approvals: {} });
for (let index = 0; index < Number(process.env.STORED); index += 1)
  db.data.approvals[`req_${index}`] = { id: `req_${index}`, status: 'PENDING', note: 'x'.repeat(1_000) };
await db.write();

const read = async (ctx) => {
  const chunks = [];
  for await (const chunk of ctx.req) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
};
const router = new Router();
let count = 0;
router.get('/readyz', (ctx) => {
  ctx.body = {};
});
router.post('/api/webhooks/inbound', async (ctx) => {
  const id = `req_new_${(count += 1)}`;
  const approval = { id, status: 'PENDING', ...(await read(ctx)) };
  await db.update(({ approvals }) => {
    approvals[id] = approval;
  });
  ctx.body = approval;
});
router.post('/api/approvals/:id/decision', async (ctx) => {
  const verdict = await read(ctx);
  await db.update(({ approvals }) => {
    approvals[ctx.params.id] = { ...approvals[ctx.params.id], status: 'APPROVED', verdict };
  });
  ctx.body = db.data.approvals[ctx.params.id];
});
new Koa().use(router.routes()).listen(Number(process.env.PORT), '127.0.0.1');
