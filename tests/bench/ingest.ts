/** A harvest of 20,000 papers by OAI-PMH, against a bare INSERT … SELECT of the same rows. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { closeDb } from '../../src/db/client.ts'
import type { Gate } from '../../src/domain/gate.ts'
import { env } from '../../src/env.ts'
import { readFeed } from '../../src/jobs/read-feed.ts'
import { arxivHarvest } from '../../src/sources/arxiv/harvest.ts'
import { makeDatabase, useTestPostgres, withClient } from '../support/postgres.ts'
import { report, rounded } from './measure.ts'

const CORPUS = '../shared/data/arxiv/corpus-20k.ndjson.gz'
const MEGABYTE = 2 ** 20
/** What a harvest fills, in the order of its foreign keys. */
const TABLES = [
  'organizations',
  'papers',
  'authors',
  'authorships',
  'paper_categories',
  'source_records',
  'listings',
]

/** arXiv's three seconds would be all that is measured. */
const open: Gate = async (request) => (await request(20_000)).result

export async function bench(): Promise<void> {
  if (!existsSync(CORPUS)) {
    console.error(`This bench needs ${CORPUS}.`)
    process.exit(1)
  }
  const release = await useTestPostgres()
  const { url, drop } = await makeDatabase()
  process.env.DATABASE_URL = url
  const server = spawn(process.execPath, [
    '--import',
    'tsx',
    'tests/bench/corpus-server.ts',
    CORPUS,
  ])
  try {
    const [line] = await once(server.stdout, 'data')
    env().ARXIV_URL = String(line).trim()
    report('20,000 papers in pages of 1,000', await measure(url))
  } finally {
    server.kill()
    await closeDb()
    await drop()
    await release()
  }
}

async function measure(url: string): Promise<Record<string, number>> {
  const first = await harvest()
  const again = await harvest()
  if (again.stored > 0) throw new Error(`The second harvest stored ${again.stored} papers.`)
  const rows = await countRows(url)
  const bare = await copyBare(url)
  return {
    'papers stored': first.stored,
    'rows of theirs': rows,
    'harvest papers/s': rounded(first.perSecond),
    'harvest again, unchanged, papers/s': rounded(again.perSecond),
    'bare INSERT … SELECT papers/s': rounded(first.stored / bare),
    'share of the bare rate': rounded(first.perSecond / (first.stored / bare)),
    'CPU ms/paper of this process': rounded(first.cpu / first.stored),
    'longest pause of this process ms': Math.round(Math.max(first.pause, again.pause)),
    'RSS MB at most, first half': Math.round(first.early),
    'RSS MB at most, second half': Math.round(first.late),
  }
}

/** From the first request to the last commit. */
async function harvest() {
  const sizes: number[] = []
  const pauses = monitorEventLoopDelay({ resolution: 10 })
  pauses.enable()
  const cpu = process.cpuUsage()
  const watch = setInterval(() => sizes.push(process.memoryUsage.rss() / MEGABYTE), 50)
  const started = performance.now()
  const run = await readFeed(arxivHarvest('cs'), new Date(), { byHand: true, gate: open })
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  pauses.disable()
  const { user, system } = process.cpuUsage(cpu)
  const half = Math.ceil(sizes.length / 2)
  if (!run || run.error) throw new Error(run?.error ?? 'Nothing was read.')
  return {
    stored: run.imported + run.updated,
    perSecond: run.seen / seconds,
    cpu: (user + system) / 1000,
    pause: pauses.max / 1e6,
    early: Math.max(...sizes.slice(0, half)),
    late: Math.max(...sizes.slice(half)),
  }
}

/** Seconds that the same rows take into empty tables with the same indexes and checks. */
async function copyBare(url: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query('create schema bare')
    for (const table of TABLES)
      await client.query(`create table bare.${table} (like public.${table} including all)`)
    const columns = new Map<string, string>()
    for (const table of TABLES) {
      const { rows } = await client.query(
        `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
        [table],
      )
      columns.set(table, rows[0].names)
    }
    await client.query('checkpoint')
    const started = performance.now()
    for (const table of TABLES) {
      const names = columns.get(table)
      await client.query(
        `insert into bare.${table} (${names}) select ${names} from public.${table}`,
      )
    }
    return (performance.now() - started) / 1000
  })
}

async function countRows(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const counts = TABLES.map((table) => `(select count(*) from ${table})`).join(' + ')
    const { rows } = await client.query(`select (${counts})::int as rows`)
    return rows[0].rows
  })
}
