/** Which addresses of the machine a site is reached at. */
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
let site: Site | undefined
afterEach(async () => {
  await site?.stop()
  site = undefined
})

const elsewhere = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address

/** The status of the liveness answer, or null where nobody listens. */
async function aliveAt(host: string): Promise<number | null> {
  const { port } = new URL(site?.url ?? '')
  const answer = await fetch(`http://${host}:${port}/api/health/live`).catch(() => null)
  return answer?.status ?? null
}

describe('a local site', () => {
  it('listens on loopback alone', async () => {
    site = await serveSite({ DATABASE_URL: database.url() })
    expect(await aliveAt('127.0.0.1')).toBe(200)
    const hasIpv6 = networkInterfaces().lo?.some(({ family }) => family === 'IPv6')
    if (hasIpv6) expect(await aliveAt('[::1]')).toBe(200)
    // Without another address the second half has nothing to ask.
    if (elsewhere) expect(await aliveAt(elsewhere)).toBeNull()
  })

  it.skipIf(!elsewhere)('listens where HOST says', async () => {
    site = await serveSite({ DATABASE_URL: database.url(), HOST: '0.0.0.0' })
    expect(await aliveAt(elsewhere ?? '')).toBe(200)
  })
})

describe('a public site', () => {
  it.skipIf(!elsewhere)('listens on every address', async () => {
    site = await serveSite({
      DATABASE_URL: database.url(),
      SITE_URL: 'https://papers.example.org',
      CRON_SECRET: 'c'.repeat(40),
      SMTP_URL: 'smtp://127.0.0.1:9',
    })
    expect(await aliveAt(elsewhere ?? '')).toBe(200)
    expect(await aliveAt('127.0.0.1')).toBe(200)
  })

  it('says once, in the log and on the desk, that a proxy is not trusted', async () => {
    site = await serveSite({
      DATABASE_URL: database.url(),
      SITE_URL: 'https://papers.example.org',
      CRON_SECRET: 'c'.repeat(40),
      SMTP_URL: 'smtp://127.0.0.1:9',
    })
    const { port } = new URL(site.url)
    const { aMember } = await import('../support/sign-in.ts')
    const { cookie } = await aMember({ role: 'admin' })
    const desk = async (headers: Record<string, string>) => {
      const secure = cookie.replace('broadsheet.', '__Host-broadsheet.')
      const answer = await fetch(`http://127.0.0.1:${port}/admin/members`, {
        headers: { cookie: secure, ...headers },
      })
      expect(answer.status).toBe(200)
      return (await answer.text()).replaceAll('<!-- -->', '')
    }
    expect(await desk({})).not.toContain('TRUSTED_PROXIES')
    expect(site.output()).not.toContain('TRUSTED_PROXIES')
    for (let round = 0; round < 3; round++)
      expect(await desk({ 'x-forwarded-for': '203.0.113.9' })).toContain(
        'TRUSTED_PROXIES=127.0.0.1',
      )
    expect(site.output().match(/X-Forwarded-For are coming from/g)).toHaveLength(1)
  })
})
