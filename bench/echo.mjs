/** The ceiling: Koa and its router, which read the body and send it back with an id. No validation, no store. */
import Router from '@koa/router';
import Koa from 'koa';

const router = new Router();
let count = 0;
const echo = async (ctx) => {
  const chunks = [];
  for await (const chunk of ctx.req) chunks.push(chunk);
  ctx.body = { id: `req_${(count += 1)}`, body: JSON.parse(Buffer.concat(chunks).toString()) };
};
router.get('/readyz', (ctx) => {
  ctx.body = {};
});
router.post('/api/webhooks/inbound', echo);
router.post('/api/approvals/:id/decision', echo);
new Koa().use(router.routes()).listen(Number(process.env.PORT), '127.0.0.1');
