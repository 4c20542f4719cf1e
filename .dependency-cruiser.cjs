/** Which folder may import which: the arrows of ARCHITECTURE.md, checked by `npm run lint`. */
const below = (folder) => `^relay/${folder}/`;
/** Forbids `from` every relay folder that is not in `allowed` (or itself). */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: below(from) },
  to: { path: '^relay/', pathNot: [below(from), ...allowed] },
});
const foundation = ['^relay/(errors|clock|ids|outbound|seal|signature|parse-json|duplicate-field|validate)\\.ts$'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('contract-knows-nothing', 'contract', []),
    only('store-knows-the-contract', 'store', [...foundation, below('contract')]),
    only('audit-knows-the-store', 'audit', [...foundation, below('contract'), below('store')]),
    only('access-knows-the-store', 'access', [...foundation, below('contract'), below('store'), below('audit')]),
    only('people-know-access', 'people', [
      ...foundation,
      below('contract'),
      below('store'),
      below('audit'),
      below('access'),
    ]),
    only('channels-know-records', 'channels', [
      ...foundation,
      below('contract'),
      below('store'),
      below('people'),
      below('platforms'),
    ]),
    only('approvals-know-people-and-channels', 'approvals', [
      ...foundation,
      below('contract'),
      below('store'),
      below('audit'),
      below('people'),
      below('channels'),
    ]),
    only('platforms-know-records', 'platforms', [...foundation, below('contract'), below('store')]),
    only('connections-know-platforms', 'connections', [
      ...foundation,
      below('contract'),
      below('store'),
      below('audit'),
      below('approvals'),
      below('platforms'),
    ]),
    only('notifications-know-approvals', 'notifications', [
      ...foundation,
      below('contract'),
      below('store'),
      below('audit'),
      below('people'),
      below('channels'),
      below('platforms'),
      below('approvals'),
    ]),
    only('deliveries-know-approvals', 'deliveries', [
      ...foundation,
      below('contract'),
      below('store'),
      below('audit'),
      below('approvals'),
      below('platforms'),
      below('connections'),
      below('notifications'),
    ]),
    only('http-knows-the-use-cases', 'http', [
      ...foundation,
      below('contract'),
      below('store'),
      below('audit'),
      below('approvals'),
      below('access'),
      below('people'),
      below('platforms'),
      below('connections'),
      below('channels'),
      below('notifications'),
      below('deliveries'),
    ]),
    only('web-knows-the-contract', 'web', [below('contract')]),
    {
      name: 'foundation-knows-nothing',
      severity: 'error',
      from: { path: foundation },
      to: { path: '^relay/', pathNot: foundation },
    },
    {
      name: 'nothing-imports-http-or-app',
      severity: 'error',
      from: { path: '^relay/', pathNot: ['^relay/(app|main)\\.ts$', below('http')] },
      to: { path: [below('http'), '^relay/(app|main)\\.ts$'] },
    },
    {
      name: 'clients-stand-alone',
      comment: 'The n8n pack and the Zapier app hold the contract as generated data and speak HTTP.',
      severity: 'error',
      from: { path: '^(nodes|credentials|zapier-app)/' },
      to: { path: '^(relay|test)/' },
    },
    {
      name: 'n8n-pack-has-no-dependencies',
      severity: 'error',
      from: { path: '^(nodes|credentials)/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'], pathNot: 'node_modules/n8n-workflow/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
