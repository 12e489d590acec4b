/** Votes a second through the app's own function, against pgbench with the same statement; and taps over HTTP. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { closeDb } from '../../src/db/client.ts'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { castStatement, castVote } from '../../src/db/votes/votes.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { makeDatabase, useTestPostgres, withClient } from '../support/postgres.ts'
import { aMember, TEST_SECRET } from '../support/sign-in.ts'
import { serveSite } from '../support/site.ts'
import { demand, type Figures, interleave, report, rounded, wrk } from './measure.ts'

const CONNECTIONS = 8
const SECONDS = 4
const REPEATS = 5
const PAPERS = 500
const MEMBERS = 20_000
const TAPPERS = 64
const run = promisify(execFile)

export async function bench(): Promise<void> {
  demand('wrk', 'wrk')
  demand('pgbench', 'postgresql-contrib')
  process.env.AUTH_SECRET ??= TEST_SECRET
  const release = await useTestPostgres()
  const { url, drop } = await makeDatabase()
  process.env.DATABASE_URL = url
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-vote-'))
  try {
    const papers = await fill(url)
    const script = join(folder, 'vote.sql')
    writeFileSync(script, pgbenchScript())
    const sql = await interleave(
      { app: () => votesOf(papers), pgbench: () => pgbench(url, script) },
      { repeats: REPEATS },
    )
    const taps = await tapsOf(url, folder, papers)
    report(`${CONNECTIONS} connections, ${PAPERS} papers, ${MEMBERS} members`, {
      'app votes/s': rounded(sql.app.perSecond ?? 0),
      'pgbench votes/s': rounded(sql.pgbench.perSecond ?? 0),
      ratio: rounded((sql.app.perSecond ?? 0) / (sql.pgbench.perSecond ?? 1)),
      'HTTP taps/s': rounded(taps.perSecond),
      'HTTP tap p50 ms': rounded(taps.p50),
    })
  } finally {
    rmSync(folder, { recursive: true })
    await closeDb()
    await drop()
    await release()
  }
}

/** Members are called 1, 2, 3 …, so that pgbench can draw one. */
async function fill(url: string): Promise<string[]> {
  const drafts = Array.from({ length: PAPERS }, () => aDraft())
  const batch = drafts.map((draft, position) => ({ draft, position }))
  await importPapers(batch, { now: new Date(), clock: NEW_YORK })
  await withClient(url, (client) =>
    client.query(`insert into members (id, email, handle)
      select n, 'm' || n || '@example.org', 'member-' || n from generate_series(1, ${MEMBERS}) n`),
  )
  return drafts.map(({ arxivId }) => arxivId ?? '')
}

/** The statement with its values written out, save the member and the paper, which are drawn. */
function pgbenchScript(): string {
  const drawn: Record<string, string> = {
    MEMBER: ':member::text',
    // As aDraft numbers them.
    PAPER: "('2501.' || lpad(:paper::text, 5, '0'))",
  }
  const statement = castStatement({
    memberId: 'MEMBER',
    paperId: 'PAPER',
    network: null,
    now: new Date(),
  })
  const text = statement.text.replace(/\$(\d+)/g, (_all, place) => {
    const value = statement.values[Number(place) - 1]
    if (value === null) return 'null'
    if (value instanceof Date) return `'${value.toISOString()}'`
    return drawn[String(value)] ?? `'${value}'`
  })
  return [
    `\\set member random(1, ${MEMBERS})`,
    `\\set paper random(1, ${PAPERS})`,
    `${text};`,
    '',
  ].join('\n')
}

async function pgbench(url: string, script: string): Promise<Figures> {
  const options = ['-n', '-M', 'prepared', '-c', `${CONNECTIONS}`, '-j', '1', '-T', `${SECONDS}`]
  const { stdout } = await run('pgbench', [...options, '-f', script, url])
  return { perSecond: Number(/tps = ([\d.]+)/.exec(stdout)?.[1]) }
}

async function votesOf(papers: string[]): Promise<Figures> {
  const end = Date.now() + SECONDS * 1_000
  let votes = 0
  const voter = async () => {
    while (Date.now() < end) {
      const memberId = String(1 + Math.floor(Math.random() * MEMBERS))
      const paperId = papers[Math.floor(Math.random() * papers.length)] ?? ''
      await castVote({ memberId, paperId, network: null, now: new Date() })
      votes++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, voter))
  return { perSecond: votes / SECONDS }
}

/** The whole way: session, limit (off), statement, and the announcing of each change. */
async function tapsOf(url: string, folder: string, papers: string[]) {
  const cookies: string[] = []
  for (let made = 0; made < TAPPERS; made++) cookies.push((await aMember()).cookie)
  const site = await serveSite({ DATABASE_URL: url, LIMITS: 'off' })
  const script = join(folder, 'tap.lua')
  const list = (values: string[]) => `{${values.map((value) => `"${value}"`).join(',')}}`
  writeFileSync(
    script,
    `local cookies, papers = ${list(cookies)}, ${list(papers)}
request = function()
  local headers = { Cookie = cookies[math.random(#cookies)], Origin = "${site.url}", Accept = "application/json",
    ["Content-Type"] = "application/x-www-form-urlencoded" }
  return wrk.format("POST", "/papers/" .. papers[math.random(#papers)] .. "/vote", headers, "on=1")
end
`,
  )
  try {
    for (const cookie of cookies) await tapOnce(site.url, cookie, papers[0] ?? '')
    return await wrk(site.url, { connections: CONNECTIONS, seconds: 2 * SECONDS, script })
  } finally {
    await site.stop()
  }
}

/** A new site compiles at its first taps, which is not what is measured. */
async function tapOnce(site: string, cookie: string, paper: string) {
  const answer = await fetch(`${site}/papers/${paper}/vote`, {
    method: 'POST',
    headers: { Cookie: cookie, Origin: site, Accept: 'application/json' },
    body: new URLSearchParams({ on: '1' }),
  })
  if (!answer.ok) throw new Error(`A tap answered ${answer.status}`)
}
