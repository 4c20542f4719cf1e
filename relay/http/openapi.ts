/** The API's description for programs, and a page to read it. */
import path from 'node:path';
import { createRequire } from 'node:module';
import type Router from '@koa/router';
import { send } from '@koa/send';
import { openApiDocument } from '../contract/openapi.js';
import type { RouteDeps } from './routes.js';

const require = createRequire(import.meta.url);
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Countersign API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', validatorUrl: null, deepLinking: true });\n";

export function openApiRoutes(router: Router, { publicUrl }: RouteDeps): void {
  let document: string | undefined;
  router.get('/openapi.json', (ctx) => {
    document ??= JSON.stringify(openApiDocument(publicUrl));
    ctx.body = document;
    ctx.type = 'application/json';
  });

  router.get('/docs', (ctx) => {
    ctx.set({ 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' });
    ctx.type = 'html';
    ctx.body = PAGE;
  });

  router.get('/docs/start.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = START;
  });

  router.get('/docs/:file', async (ctx) => {
    const file = ctx.params.file ?? '';
    if (file !== 'swagger-ui.css' && file !== 'swagger-ui-bundle.js') return;
    const root = path.dirname(require.resolve('swagger-ui-dist/package.json'));
    await send(ctx, file, { root, maxAge: 86_400_000 });
  });
}
