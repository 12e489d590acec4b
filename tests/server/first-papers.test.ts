/** The first start of a site: real papers where the sources can be had, else the sample, and a word about it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayItem } from '../jobs/given-files.ts'
import { command, type Running } from '../support/cli.ts'
import { type ReplayServer, sends, startReplayServer, status } from '../support/replay-server.ts'
import { freePort } from '../support/site.ts'

// The first start may have to build the pages.
const FIRST_START = 240_000
const folders: string[] = []
const running: Running[] = []

async function start(settings: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-first-'))
  folders.push(folder)
  const port = String(await freePort())
  const site = command(['start'], { DATA_DIR: folder, PORT: port, ...settings })
  running.push(site)
  await site.says('Broadsheet is ready')
  return {
    ...site,
    page: async (path: string) => (await fetch(`http://localhost:${port}${path}`)).text(),
  }
}

let server: ReplayServer
beforeAll(async () => {
  server = await startReplayServer()
  server.on(/daily_papers/, (request, response) => {
    const day = request.query.get('date') ?? ''
    const id = `26${day.slice(5, 7)}.${day.slice(8)}001`
    sends(JSON.stringify([dayItem(id, { day, title: `Listed on ${day}` })]))(request, response)
  })
  server.on(/^\/(rss|oai)/, status(500))
})
afterAll(async () => {
  for (const { child, ended } of running) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  await server.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('an empty site', () => {
  it(
    'shows the newest lists when a source can be asked, and no sample',
    async () => {
      const { page, printed, child, ended } = await start({
        ARXIV_URL: server.url,
        HUGGING_FACE_URL: server.url,
      })
      expect(printed()).toContain('The newest lists are in\n')
      expect(printed()).not.toContain('sample')
      expect(await page('/')).toMatch(/Listed on \d{4}-\d{2}-\d{2}/)
      const status = await page('/status')
      expect(status).toContain('Hugging Face daily lists')
      expect(status).toContain('arXiv: status 500')
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
      expect(printed()).not.toMatch(/failed|\n\s+at /)
    },
    FIRST_START,
  )

  it(
    'shows the sample when none can be reached, and says so in one line',
    async () => {
      const gone = { ARXIV_URL: 'http://127.0.0.1:1', HUGGING_FACE_URL: 'http://nobody.invalid' }
      const { page, printed, child, ended } = await start(gone)
      expect(printed()).toContain(
        'Loaded the sample: 58 papers, since no source could be reached\n',
      )
      expect(await page('/')).toContain('<article ')
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
      expect(printed()).not.toMatch(/warn|failed|\n\s+at /i)
    },
    FIRST_START,
  )
})
