/** The edition's page through the front, against a bare Node server that sends the same bytes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDb } from '../../src/db/client.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { buildPages } from '../../src/server/build.ts'
import { NEW_YORK } from '../support/papers.ts'
import { makeDatabase, useTestPostgres } from '../support/postgres.ts'
import { aMember, TEST_SECRET } from '../support/sign-in.ts'
import { freePort, type Site, serveSite } from '../support/site.ts'
import { cpuOf, demand, interleave, report, rounded, wrk } from './measure.ts'
import { slowestTap } from './touch.ts'
import { pageAfter, visitOf } from './visit.ts'

const SEED = '../shared/data/seed-papers.ndjson'
const SAMPLE = 'prisma/sample/papers.ndjson'
const PATH = '/papers/date/2026-02-09'
/** The page that says that nothing is there: the frame of every page and a heading. */
const ALMOST_EMPTY = '/nowhere'
const LOAD = { connections: 16, seconds: 3, headers: { 'Accept-Encoding': 'br' } }
const REPEATS = 5
/** Node takes so many renders to compile what they run: after 500 it still spends an eighth on that. */
const WARM_UP = 1_500
const datesOf = (month: string) =>
  Array.from({ length: 28 }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`)
/** Editions of the same papers; each is rendered once, while nobody has it. */
const WARM_UP_DATES = datesOf('2026-01')
const COLD_DATES = ['2026-03', '2026-04', '2026-05'].flatMap(datesOf)

export async function bench(): Promise<void> {
  demand('wrk', 'wrk')
  await buildPages()
  const release = await useTestPostgres()
  const { url, drop } = await makeDatabase()
  process.env.DATABASE_URL = url
  const file = existsSync(SEED) ? SEED : SAMPLE
  for (const edition of ['2026-02-09', ...WARM_UP_DATES, ...COLD_DATES])
    await importFile(file, { now: new Date(), clock: NEW_YORK, edition })
  const site = await serveSite({ DATABASE_URL: url, AUTH_SECRET: TEST_SECRET })
  try {
    report(`58 cards of ${file}, 16 connections`, await measure(site))
  } finally {
    await site.stop()
    await closeDb()
    await drop()
    await release()
  }
}

async function measure(site: Site): Promise<Record<string, number>> {
  const page = site.url + PATH
  const { cookie } = await aMember()
  const asMember = (address: string) => () =>
    fetch(address, { headers: { ...LOAD.headers, cookie } })
  for (let n = 0; n < WARM_UP; n++) await (await asMember(page)()).arrayBuffer()
  for (let n = 0; n < WARM_UP / 3; n++)
    await (await asMember(site.url + ALMOST_EMPTY)()).arrayBuffer()
  const render = await costOf(site, Array(100).fill(asMember(page)))
  const empty = await costOf(site, Array(100).fill(asMember(site.url + ALMOST_EMPTY)))
  const fillsOf = (dates: string[]) =>
    dates.map((date) => () => fetch(`${site.url}/papers/date/${date}`, { headers: LOAD.headers }))
  await costOf(site, fillsOf(WARM_UP_DATES))
  const fill = await costOf(site, fillsOf(COLD_DATES))
  const visit = await visitOf(site.url, PATH)
  const paper = await pageAfter(site.url, PATH)
  const tap = await slowestTap(page, cookie)
  const {
    front,
    bare: limit,
    dressed: sameHeaders,
  } = await interleave(
    {
      front: () => loadOf(page, site.child.pid),
      bare: () => loadOfBare(visit.htmlBody),
      dressed: () => loadOfBare(visit.htmlBody, visit.htmlHeaders),
    },
    { repeats: REPEATS },
  )
  return {
    'front requests/s': rounded(front.perSecond ?? 0),
    'bare Node requests/s': rounded(limit.perSecond ?? 0),
    'ratio of requests/s (goal >= 0.9)': rounded((front.perSecond ?? 0) / (limit.perSecond ?? 1)),
    'ratio, bare Node with the same headers': rounded(
      (front.perSecond ?? 0) / (sameHeaders.perSecond ?? 1),
    ),
    'front CPU ms/request': rounded(front.cpu ?? 0),
    'bare Node CPU ms/request': rounded(limit.cpu ?? 0),
    'front p50 ms': rounded(front.p50 ?? 0),
    'almost empty page CPU ms': rounded(empty),
    'cold fill CPU ms': rounded(fill),
    'cold fill / almost empty page (goal <= 3.5)': rounded(fill / empty),
    "member's page CPU ms": rounded(render),
    "member's page / almost empty page (goal <= 3)": rounded(render / empty),
    'slowest tap ms, 6 times slower (goal <= 150)': rounded(tap),
    'HTML bytes': visit.html,
    'script bytes (goal <= 8000)': visit.scripts,
    'style bytes': visit.styles,
    'font bytes': visit.fonts,
    'first visit bytes (goal <= 110000)': visit.total,
    'paper page after it, bytes (goal <= 6000)': paper,
  }
}

async function loadOf(url: string, pid: number | undefined) {
  const before = cpuOf(pid)
  const { perSecond, requests, p50 } = await wrk(url, LOAD)
  return { perSecond, p50, cpu: (cpuOf(pid) - before) / requests }
}

/** A new one each time: from one start to the next its speed differs by a tenth. */
async function loadOfBare(body: Buffer, headers?: string[]) {
  const bare = await startBare(body, headers)
  try {
    await wrk(bare.url, { ...LOAD, seconds: 1 })
    return await loadOf(bare.url, bare.pid)
  } finally {
    bare.stop()
  }
}

/** CPU ms of the site's process for each of the calls. */
async function costOf(site: Site, calls: (() => Promise<Response>)[]): Promise<number> {
  const before = cpuOf(site.child.pid)
  for (const call of calls) {
    const reply = await call()
    if (reply.status >= 500) throw new Error(`${reply.url} answered ${reply.status}`)
    await reply.arrayBuffer()
  }
  return (cpuOf(site.child.pid) - before) / calls.length
}

async function startBare(body: Buffer, headers?: string[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'broadsheet-bench-')), 'page.br')
  writeFileSync(file, body)
  const port = await freePort()
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    'tests/bench/bare-server.ts',
    file,
    String(port),
    ...(headers ? [JSON.stringify(headers)] : []),
  ])
  await once(child.stdout, 'data')
  return { url: `http://localhost:${port}/`, pid: child.pid, stop: () => child.kill() }
}
