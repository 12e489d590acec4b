/** `node --import tsx tests/real/development.ts`: the site in development answers as the built one does. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { loadSample } from '../../src/jobs/load-sample.ts'
import { NEW_YORK } from '../support/papers.ts'
import { makeDatabase, useTestPostgres } from '../support/postgres.ts'
import { aMember, TEST_SECRET } from '../support/sign-in.ts'
import { freePort, serveSite } from '../support/site.ts'

const ADDRESSES = [
  '/',
  '/papers/date/2026-02-09',
  '/papers/date/2026-02-08',
  '/papers/date/2099-01-01',
  '/papers/week/2026-W07',
  '/papers/month/2026-02',
  '/papers/trending',
  '/papers',
  '/about/',
  '/about',
  '/status',
  '/moderation',
  '/categories/cs.CL',
  '/orgs/nobody',
  '/nowhere',
  '/?order=nonsense',
  '/sign-in',
  '/subscribe',
  '/submit',
  '/settings',
  '/saved',
  '/admin',
  '/speculation-rules.json',
  '/favicon.ico',
  '/fonts/inter-latin.v1.woff2',
  '/api/health/live',
]
/** Of one answer alone, or of the file names of one build. */
const OWN = new Set(['date', 'etag', 'content-length', 'age', 'cache-status', 'link', 'connection'])

const release = await useTestPostgres()
const { url, drop } = await makeDatabase()
process.env.DATABASE_URL = url
await loadSample({ now: new Date(), clock: NEW_YORK })
const settings = { DATABASE_URL: url, AUTH_SECRET: TEST_SECRET }
const built = await serveSite(settings)
const development = await startDevelopment(settings)
const { cookie } = await aMember()
let different = 0
for (const address of ADDRESSES) {
  for (const headers of [{}, { cookie }] as Record<string, string>[]) {
    const [one, other] = [
      await ask(built.url, address, headers),
      await ask(development.url, address, headers),
    ]
    if (one === other) continue
    different++
    console.log(`${address} differs:\nbuilt ${one}\ndevelopment ${other}\n`)
  }
}
console.log(`${ADDRESSES.length} addresses, signed in and out: ${different} differ`)
development.child.kill('SIGTERM')
await once(development.child, 'exit')
await built.stop()
await drop()
await release()
process.exit(different > 0 ? 1 : 0)

async function ask(
  site: string,
  address: string,
  headers: Record<string, string>,
): Promise<string> {
  const answer = await fetch(site + address, { redirect: 'manual', headers })
  await answer.arrayBuffer()
  const told = [...answer.headers]
    .filter(([name]) => !OWN.has(name))
    .map(([name, value]) => `${name}: ${value}`)
  return (
    [answer.status, ...told]
      .join('\n')
      .replaceAll(site, 'SITE')
      // What a page that hydrates needs for reloading, in the place of the hashes of its lines.
      .replace(/script-src 'self'(?: 'sha256-[^']+')+/, 'script-src ALIVE')
      .replace(
        "script-src 'self' 'unsafe-eval' 'unsafe-inline'; style-src 'self' 'unsafe-inline'",
        "script-src ALIVE; style-src 'self'",
      )
  )
}

async function startDevelopment(
  given: Record<string, string>,
): Promise<{ url: string; child: ChildProcess }> {
  const port = String(await freePort())
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'dev'], {
    env: { ...process.env, SCHEDULER: 'off', ...given, PORT: port },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  await new Promise<void>((done, fail) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk
      if (printed.includes('Broadsheet is ready')) done()
    })
    child.once('exit', () => fail(new Error(printed)))
  })
  return { url: `http://localhost:${port}`, child }
}
