/** Walls between rooms (docs: ARCHITECTURE in docs/TOUR.md). Each has a planted violation in test/walls/walls.test.ts. */
const tests = '(\\.(test|deep|browser)\\.tsx?$|/testing/|/testing\\.ts$|^test/)';
const modules = 'centre|channels|people|sign-in|organisations|privacy|programs|notices|upkeep|desk|groups|admission|knowledge|assistant|services|insights';

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: { pathNot: '^web/' }, to: { couldNotResolve: true } },
    {
      name: 'front-door',
      comment: 'Another module is entered by its index.ts only.',
      severity: 'error',
      from: { path: `^server/(${modules})/`, pathNot: tests },
      to: { path: `^server/(${modules})/`, pathNot: `^server/($1)/|^server/(${modules})/(index|testing)\\.ts$` },
    },
    {
      name: 'platform-front-door',
      comment: 'Modules use what the platform offers, not its insides.',
      severity: 'error',
      from: { path: `^server/(${modules})/`, pathNot: tests },
      to: { path: '^server/platform/', pathNot: '^server/platform/index\\.ts$|^server/platform/[a-z-]+/index\\.ts$' },
    },
    {
      name: 'directions',
      comment: 'people knows nobody; centre knows no module that shows it.',
      severity: 'error',
      from: { path: '^server/(people|centre)/', pathNot: tests },
      to: { path: '^server/(channels|sign-in|organisations|privacy|programs|notices|upkeep|desk|groups|admission|knowledge|assistant|services|insights)/' },
    },
    {
      name: 'small-rooms-use-front-doors',
      comment: 'The example filler and the command line enter modules as anyone does, and touch no table.',
      severity: 'error',
      from: { path: '^server/(demo|cli)/', pathNot: tests },
      to: { path: `^server/(${modules})/|(^|/)node_modules/kysely/`, pathNot: `^server/(${modules})/index\\.ts$`, dependencyTypesNot: ['type-only'] },
    },
    { name: 'people-is-right-of-all', severity: 'error', from: { path: '^server/people/', pathNot: tests }, to: { path: '^server/centre/' } },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: tests },
      to: { path: '^server/', pathNot: '^server/platform/' },
    },
    {
      name: 'pure-rules',
      comment: 'Rules import rules, common and types; nothing that acts.',
      severity: 'error',
      from: { path: '^server/[^/]+/rules/', pathNot: tests },
      to: { pathNot: '^(server/[^/]+/rules/|common/)|(^|/)node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-stores-touch-the-database',
      severity: 'error',
      from: { path: `^server/(${modules})/`, pathNot: `${tests}|/(store|schema|migrations)(\\.ts$|/)` },
      to: { path: '(^|/)node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'web-never-imports-server', severity: 'error', from: { path: '^web/', pathNot: tests }, to: { path: '^server/', dependencyTypesNot: ['type-only'] } },
    { name: 'common-is-a-leaf', severity: 'error', from: { path: '^common/', pathNot: tests }, to: { path: '^(server|web|scripts|test)/' } },
    { name: 'no-test-code-in-the-product', severity: 'error', from: { path: '^(server|web|common)/', pathNot: tests }, to: { path: `${tests}|(^|/)node_modules/(vitest|fast-check|playwright-core|@axe-core)/` } },
    {
      name: 'one-way-out',
      comment: 'Outgoing calls go through the guard that checks where they lead (F1).',
      severity: 'error',
      from: { path: '^(server|web|common)/', pathNot: `^server/platform/outbound/|${tests}` },
      to: { path: '^(node:)?https$|(^|/)node_modules/(undici|axios|got|node-fetch)/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(\\+types/|^build/|virtual:)' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
