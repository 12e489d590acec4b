/** The sites whose pages are pictured, each on a database of its own with a clock that stands still. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sendForm } from '../support/forms.ts'
import { mailsTo } from '../support/mailbox.ts'
import { makeDatabase, withClient } from '../support/postgres.ts'
import { startPostgresInHand } from '../support/postgres-in-hand.ts'
import { type ReplayServer, startReplayServer } from '../support/replay-server.ts'
import { TEST_SECRET } from '../support/sign-in.ts'
import { freePort, serveSite } from '../support/site.ts'
import type { Given } from './fill-site.ts'
import { NOW } from './given/moment.ts'

/** `failing`: a source and a job of it fail, and in the end its database is away. */
export type SiteName = 'full' | 'empty' | 'failing'
export type PicturedSite = {
  name: SiteName
  url: string
  given: Given
  arxiv: ReplayServer
  query: (sql: string) => Promise<unknown>
  /** Takes its database away for good. */
  loseDatabase: () => Promise<void>
  stop: () => Promise<void>
}

/** Sign-in providers that are only shown. */
const PROVIDERS = {
  GITHUB_CLIENT_ID: 'pictured',
  GITHUB_CLIENT_SECRET: 'pictured',
  HUGGING_FACE_CLIENT_ID: 'pictured',
  HUGGING_FACE_CLIENT_SECRET: 'pictured',
  ORCID_CLIENT_ID: 'pictured',
  ORCID_CLIENT_SECRET: 'pictured',
}

export async function startPicturedSite(name: SiteName): Promise<PicturedSite> {
  const { url: database, lose, drop } = await openDatabase(name)
  const arxiv = await startReplayServer()
  const settings = {
    ...(name === 'full' && PROVIDERS),
    PORT: String(await freePort()),
    DATABASE_URL: database,
    AUTH_SECRET: TEST_SECRET,
    ARXIV_URL: arxiv.url,
    SAMPLE: 'off',
    LIMITS: 'off',
    STOPPED_AT: NOW.toISOString(),
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'fixed-clock.mjs')}`,
  }
  const given = await fill(name, settings)
  const site = await serveSite(settings)
  if (name === 'full') given.links.signIn = await askForSignInLink(site.url)
  return {
    name,
    url: site.url,
    given,
    arxiv,
    query: (sql) => withClient(database, (client) => client.query(sql)),
    loseDatabase: lose,
    stop: async () => {
      await site.stop()
      await arxiv.close()
      await drop()
    },
  }
}

/** The failing site has a Postgres of its own, which can be killed. */
async function openDatabase(name: SiteName) {
  if (name === 'failing') {
    const { url, kill, end } = await startPostgresInHand()
    return { url, lose: async () => kill(), drop: end }
  }
  const { url, drop } = await makeDatabase()
  return { url, lose: drop, drop }
}

async function askForSignInLink(url: string): Promise<string> {
  const email = 'somebody@example.org'
  await sendForm({ url }, '/sign-in', { field: 'email', values: { email } })
  const [mail] = await mailsTo(url, email, 1)
  return mail?.links.find((link) => link.includes('/sign-in/link')) ?? ''
}

async function fill(name: SiteName, settings: Record<string, string>): Promise<Given> {
  const script = ['--import', 'tsx', 'tests/pictures/fill-site.ts', name]
  const env = { ...process.env, ...settings }
  const { stdout } = await promisify(execFile)(process.execPath, script, { env })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
