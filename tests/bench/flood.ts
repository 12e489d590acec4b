/** A flood of new addresses against one process: what its memory comes to. */
import { readFileSync } from 'node:fs'
import { closeDb } from '../../src/db/client.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { NEW_YORK } from '../support/papers.ts'
import { makeDatabase, useTestPostgres } from '../support/postgres.ts'
import { strangersCookie, TEST_SECRET } from '../support/sign-in.ts'
import { serveSite } from '../support/site.ts'
import { report, rounded } from './measure.ts'

const SAMPLE = 'prisma/sample/papers.ndjson'
const SECONDS = 60
const AT_ONCE = 16
const DATE = '2026-02-09'

export async function bench(): Promise<void> {
  const release = await useTestPostgres()
  const { url, drop } = await makeDatabase()
  process.env.DATABASE_URL = url
  await importFile(SAMPLE, { now: new Date(), clock: NEW_YORK, edition: DATE })
  const site = await serveSite({ DATABASE_URL: url, AUTH_SECRET: TEST_SECRET })
  const rss = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.child.pid}/status`, 'utf8'))?.[1]) /
    1024
  try {
    await (await fetch(`${site.url}/`)).arrayBuffer()
    const rest = rss()
    let most = rest
    let asked = 0
    const failed: Record<number, number> = {}
    const watch = setInterval(() => {
      most = Math.max(most, rss())
    }, 200)
    const end = Date.now() + SECONDS * 1000
    const ask = async () => {
      while (Date.now() < end) {
        // Every fourth is the page of 58 cards, for somebody signed in long ago.
        const headers = asked % 4 === 1 ? { cookie: strangersCookie() } : undefined
        const answer = await fetch(site.url + newAddress(asked++), { headers })
        await answer.arrayBuffer()
        const { status } = answer
        if (status >= 500) failed[status] = (failed[status] ?? 0) + 1
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, ask))
    clearInterval(watch)
    report(`${SECONDS} s of addresses that nobody has asked for before, ${AT_ONCE} at once`, {
      'addresses/s': rounded(asked / SECONDS),
      'RSS at rest MB': rounded(rest),
      'RSS at most MB': rounded(most),
      'answers of 500 or more': Object.values(failed).reduce((sum, count) => sum + count, 0),
    })
  } finally {
    await site.stop()
    await closeDb()
    await drop()
    await release()
  }
}

/** Empty editions, pages of cards, papers that are not there, and addresses of nothing. */
function newAddress(n: number): string {
  const day = new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10)
  return [
    `/papers/date/${day}`,
    `/papers/date/${DATE}?n=${n}`,
    `/papers/${String(n).padStart(4, '0').slice(-4)}-flood-${n}`,
    `/nothing-${n}`,
  ][n % 4] as string
}
