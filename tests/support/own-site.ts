/** A site of one spec alone, on a database of its own, with a stand-in for arXiv. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import type { Role } from '../../src/domain/member.ts'
import { run } from './cli.ts'
import { makeDatabase, withClient } from './postgres.ts'
import { type ReplayServer, startReplayServer } from './replay-server.ts'
import { TEST_SECRET } from './sign-in.ts'
import { serveSite } from './site.ts'

export type OwnSite = {
  url: string
  arxiv: ReplayServer
  query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
  /** Imports lines of NDJSON as the command does. */
  importLines: (lines: object[]) => Promise<void>
  /** `name=value` of the cookie of a new session; makes the member where there is none. */
  cookieOf: (email: string, role?: Role) => Promise<string>
  stop: () => Promise<void>
}

export async function startOwnSite(): Promise<OwnSite> {
  const { url: database, drop } = await makeDatabase()
  const arxiv = await startReplayServer()
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-own-'))
  const settings = {
    DATABASE_URL: database,
    DATA_DIR: folder,
    AUTH_SECRET: TEST_SECRET,
    ARXIV_URL: arxiv.url,
    SAMPLE: 'off',
    LIMITS: 'off',
    SCHEDULER: 'off',
  }
  const site = await serveSite(settings)
  const command = async (...args: string[]) => {
    const { code, out, err } = await run(args, { ...settings, SITE_URL: site.url })
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${err}`)
    return out.trim().split('\n').at(-1) ?? ''
  }
  return {
    url: site.url,
    arxiv,
    query: (sql, values = []) =>
      withClient(database, async (client) => (await client.query(sql, values)).rows),
    importLines: async (lines) => {
      const file = join(folder, 'papers.ndjson')
      writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
      await command('import', file)
    },
    cookieOf: (email, role = 'member') => command('member', email, '--role', role),
    stop: async () => {
      await site.stop()
      await arxiv.close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Gives a browser the session of a cookie. */
export async function signIn(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value: decodeURIComponent(value), url, httpOnly: true }])
}
