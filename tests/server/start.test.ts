/** npm start from nothing, and every way in which it ends; the other verbs beside it and without it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isEmbeddedRunning } from '../../src/server/postgres/embedded-postgres.ts'
import { findPostmaster, stopPostmaster } from '../../src/server/postgres/postmaster.ts'
import { command, type Running, run } from '../support/cli.ts'
import { freePort } from '../support/site.ts'

const READY = 'Broadsheet is ready at http://localhost:'
// The first start may have to build the pages.
const FIRST_START = 240_000

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-start-'))
const dataDir = join(folder, 'data')
const port = await freePort()
const settings = { DATA_DIR: dataDir, PORT: String(port), SCHEDULER: 'off' }
const url = `http://localhost:${port}`
const running: Running[] = []

const paper = (id: string, title: string) =>
  `${JSON.stringify({ id, title, abstract: 'It has an abstract.', authors: ['Ada Example'], categories: ['cs.CL'], published: '2024-03-01', listedOn: '2024-03-05' })}\n`

function start(verb = 'start', more: Record<string, string> = {}): Running {
  const site = command([verb], { ...settings, ...more })
  running.push(site)
  return site
}

async function pageOf(path: string, from = url): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${from}${path}`)
  return { status: answer.status, text: await answer.text() }
}

function fileOf(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

afterAll(async () => {
  for (const { child, ended } of running) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  const postmaster = findPostmaster(dataDir)
  if (postmaster) await stopPostmaster(postmaster)
  rmSync(folder, { recursive: true, force: true })
})

describe('a site that runs on its own folder', () => {
  let site: Running

  beforeAll(async () => {
    site = start()
    await site.says(READY)
  }, FIRST_START)

  it('says where it is, and serves the sample there', async () => {
    expect(site.printed()).toContain(`${READY}${port}\n`)
    const { status, text } = await pageOf('/')
    expect(status).toBe(200)
    expect(text.match(/<article /g)?.length).toBeGreaterThanOrEqual(20)
  })

  it('prints no warning and no stack on its way', () => {
    expect(site.printed()).not.toMatch(/warn|deprecat|\n\s+at /i)
  })

  it('keeps its port: a second one says so in one line and ends with 1', async () => {
    const second = await run(['serve'], settings)
    expect(second.code).toBe(1)
    expect(second.err.trim()).toBe(
      `Port ${port} is in use. Stop what is using it, or set PORT to another.`,
    )
    expect((await pageOf('/api/health/ready')).status).toBe(200)
  })

  it('database-url prints an address that can be used', async () => {
    const { code, out } = await run(['database-url'], settings)
    expect(code).toBe(0)
    const client = new pg.Client(out.trim())
    await client.connect()
    const { rows } = await client.query('select count(*)::int as papers from papers')
    await client.end()
    expect(rows[0].papers).toBeGreaterThan(20)
  })

  it('a second process on that address serves the same', async () => {
    const { out } = await run(['database-url'], settings)
    const otherPort = await freePort()
    const other = start('serve', { DATABASE_URL: out.trim(), PORT: String(otherPort) })
    await other.says(READY)
    const [here, there] = await Promise.all([
      pageOf('/'),
      pageOf('/', `http://localhost:${otherPort}`),
    ])
    const ids = ({ text }: { text: string }) => text.match(/data-paper-id="[^"]+"/g)
    expect(ids(there)).toEqual(ids(here))
    other.child.kill('SIGTERM')
    expect((await other.ended).code).toBe(0)
    expect((await pageOf('/')).status).toBe(200)
  })

  it('import changes its pages, says what it did and leaves it running', async () => {
    expect((await pageOf('/papers/2403.00001')).status).toBe(404)
    const file = fileOf('one.ndjson', paper('2403.00001', 'Brought while the site runs'))
    const first = await run(['import', file], settings)
    expect(first.code).toBe(0)
    expect(lastLine(first.out)).toBe('imported 1, updated 0, unchanged 0, quarantined 0')
    expect((await pageOf('/papers/2403.00001')).text).toContain('Brought while the site runs')
    expect((await pageOf('/papers/date/2024-03-05')).text).toContain('Brought while the site runs')
    const again = await run(['import', file], settings)
    expect(lastLine(again.out)).toBe('imported 0, updated 0, unchanged 1, quarantined 0')
    expect(again.code).toBe(0)
  })

  it('job reconcile reports as JSON, and any other job is refused', async () => {
    const { code, out } = await run(['job', 'reconcile'], settings)
    expect(code).toBe(0)
    const report = JSON.parse(lastLine(out)) as { checked: number; repaired: number }
    expect(report.checked).toBeGreaterThan(20)
    expect(report.repaired).toBe(0)
    const other = await run(['job', 'nothing'], settings)
    expect(other.code).toBe(1)
    expect(other.err).toMatch(/^Usage: npm run job -- NAME, one of .*reconcile/)
  })

  it('ends on SIGTERM with 0 and leaves no Postgres', async () => {
    site.child.kill('SIGTERM')
    expect((await site.ended).code).toBe(0)
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('starts again with what it had, and ends on SIGINT with 0', async () => {
    const again = start()
    await again.says(READY)
    expect(again.printed()).not.toContain('Loaded the sample')
    expect((await pageOf('/papers/2403.00001')).status).toBe(200)
    again.child.kill('SIGINT')
    expect((await again.ended).code).toBe(0)
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('killed without warning, it starts again with what it had', async () => {
    const doomed = start()
    await doomed.says(READY)
    const file = fileOf('two.ndjson', paper('2403.00002', 'Brought before the fall'))
    expect((await run(['import', file], settings)).code).toBe(0)
    doomed.child.kill('SIGKILL')
    await doomed.ended
    const again = start()
    await again.says(READY)
    expect((await pageOf('/papers/2403.00002')).text).toContain('Brought before the fall')
    again.child.kill('SIGTERM')
    expect((await again.ended).code).toBe(0)
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('told to stop while it is still starting, it leaves nothing behind', async () => {
    const early = start()
    await new Promise((done) => setTimeout(done, 3000))
    early.child.kill('SIGTERM')
    const { code } = await early.ended
    expect(code).toBe(0)
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })
})

describe('import on its own', () => {
  it('starts Postgres for its time and stops it', async () => {
    const file = fileOf('three.ndjson', paper('2403.00003', 'Brought without a site'))
    const { code, out } = await run(['import', file], settings)
    expect(code).toBe(0)
    expect(lastLine(out)).toBe('imported 1, updated 0, unchanged 0, quarantined 0')
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('of a file that is not understood ends with 2, and takes in the others', async () => {
    const odd = fileOf('odd.txt', 'Dear all,\nplease find attached.\n')
    const good = fileOf('four.ndjson', paper('2403.00004', 'Beside an odd file'))
    const { code, out, err } = await run(['import', odd, good], settings)
    expect(code).toBe(2)
    expect(err).toContain(`${odd} was not understood`)
    expect(lastLine(out)).toBe('imported 1, updated 0, unchanged 0, quarantined 0')
  })

  it('of nothing to do ends with 0', async () => {
    const { code, out } = await run(['import', fileOf('empty.ndjson', '')], settings)
    expect({ code, line: lastLine(out) }).toEqual({
      code: 0,
      line: 'imported 0, updated 0, unchanged 0, quarantined 0',
    })
  })

  it('of a file with one bad line takes the rest and says so', async () => {
    const lines = `${paper('2403.00005', 'Good')}{"id": "nonsense"\n`
    const { code, out } = await run(['import', fileOf('half.ndjson', lines)], settings)
    expect({ code, line: lastLine(out) }).toEqual({
      code: 0,
      line: 'imported 1, updated 0, unchanged 0, quarantined 1',
    })
  })

  it('of broken XML, a folder or a missing file fails in one line with 1 or 2', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true })
    for (const path of [
      join(folder, 'missing.json'),
      join(folder, 'sub'),
      fileOf('broken.xml', '<feed><entry>'),
      fileOf('doctype.xml', '<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>'),
    ]) {
      const { code, err } = await run(['import', path], settings)
      expect({ path, isRefused: code === 1 || code === 2 }).toEqual({ path, isRefused: true })
      if (path.endsWith('missing.json')) {
        expect(code).toBe(1)
        expect(err.trim()).toBe(`No such file: ${path}`)
      }
      expect(err).not.toMatch(/\n\s+at /)
    }
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })
})

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
