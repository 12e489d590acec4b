/** A site of one spec alone, on a database of its own, with a stand-in for arXiv. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { BrowserContext } from '@playwright/test'
import type { Role } from '../../src/domain/member.ts'
import { makeDatabase, withClient } from './postgres.ts'
import { type ReplayServer, startReplayServer } from './replay-server.ts'
import { TEST_SECRET } from './sign-in.ts'
import { serveSite } from './site.ts'

/** Lines of NDJSON, and the roles of members by their addresses. */
export type Filling = { papers: object[]; members: Record<string, Role> }
type Wanted = Filling & { settings?: Record<string, string> }

export type OwnSite = {
  url: string
  arxiv: ReplayServer
  query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
  /** The Cookie header of a member. */
  cookieOf: (email: string) => string
  /** Gives a browser the session of a member. */
  signIn: (context: BrowserContext, email: string) => Promise<void>
  stop: () => Promise<void>
}

export async function startOwnSite({ settings: more, ...filling }: Wanted): Promise<OwnSite> {
  const { url: database, drop } = await makeDatabase()
  const arxiv = await startReplayServer()
  const settings = {
    DATABASE_URL: database,
    AUTH_SECRET: TEST_SECRET,
    ARXIV_URL: arxiv.url,
    SAMPLE: 'off',
    LIMITS: 'off',
    SCHEDULER: 'off',
    ...more,
  }
  const [site, cookies] = await Promise.all([serveSite(settings), fill(filling, settings)])
  return {
    url: site.url,
    arxiv,
    query: (sql, values = []) =>
      withClient(database, async (client) => (await client.query(sql, values)).rows),
    cookieOf: (email) => cookies[email] ?? '',
    signIn: async (context, email) => {
      const [name = '', value = ''] = (cookies[email] ?? '').split(/=(.*)/s)
      await context.addCookies([
        { name, value: decodeURIComponent(value), url: site.url, httpOnly: true },
      ])
    },
    stop: async () => {
      await site.stop()
      await arxiv.close()
      await drop()
    },
  }
}

async function fill(
  filling: Filling,
  settings: Record<string, string>,
): Promise<Record<string, string>> {
  const script = ['--import', 'tsx', 'tests/support/fill-own-site.ts', JSON.stringify(filling)]
  const env = { ...process.env, ...settings }
  const { stdout } = await promisify(execFile)(process.execPath, script, { env })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
