/** A start that cannot be says why in plain words, all of it at once, and ends with another code than 0. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from '../support/cli.ts'
import { freePort } from '../support/site.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-refusals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const noStack = /\n\s+at /

describe('a start', () => {
  it('with bad settings lists all of them and none of their values', async () => {
    const { code, err } = await run(['start'], {
      DATA_DIR: folder,
      PORT: 'seventy',
      DATABASE_URL: 'mysql://root:hunter2@localhost/x',
      EDITION_HOUR: '25',
      EDITION_TIMEZONE: 'Mars/Olympus',
      SAMPLE: 'perhaps',
      LIMITS: 'sometimes',
      RANK_MIN_ACCOUNT_AGE: 'old',
      SMTP_URL: 'http://mail',
      CRON_SECRET: 'short-secret',
      SITE_URL: 'not an address',
    })
    expect(code).toBe(1)
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'EDITION_HOUR',
      'EDITION_TIMEZONE',
      'SAMPLE',
      'LIMITS',
      'RANK_MIN_ACCOUNT_AGE',
      'SMTP_URL',
      'CRON_SECRET',
      'SITE_URL',
    ]) {
      expect(err).toMatch(new RegExp(`^  ${name} `, 'm'))
    }
    expect(err).not.toMatch(/hunter2|short-secret/)
    expect(err).not.toMatch(noStack)
  })

  it('at a public address without its secrets lists what is missing', async () => {
    for (const SITE_URL of [
      'https://papers.example',
      'http://papers.example',
      'https://localhost',
    ]) {
      const { code, err } = await run(['start'], { DATA_DIR: folder, SITE_URL })
      expect(code).toBe(1)
      for (const name of ['CRON_SECRET', 'AUTH_SECRET', 'SMTP_URL']) expect(err).toContain(name)
      expect(err).not.toMatch(noStack)
    }
  })

  it('on a folder that cannot be one says so in one line', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    for (const DATA_DIR of [join(file, 'data'), '/proc/broadsheet', '/dev/null']) {
      const { code, err } = await run(['start'], { DATA_DIR, PORT: String(await freePort()) })
      expect({ DATA_DIR, code }).toEqual({ DATA_DIR, code: 1 })
      expect(err).toContain(DATA_DIR)
      expect(err.trim().split('\n')).toHaveLength(1)
    }
  })

  it.skipIf(process.getuid?.() === 0)('on a folder it may not write says so', async () => {
    chmodSync(folder, 0o500)
    const DATA_DIR = join(folder, 'data')
    const { code, err } = await run(['start'], { DATA_DIR, PORT: String(await freePort()) })
    chmodSync(folder, 0o700)
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('on a database that is not there says so without its password', async () => {
    const DATABASE_URL = `postgres://reader:hunter2@127.0.0.1:${await freePort()}/nowhere`
    const { code, err, out } = await run(['serve'], {
      DATA_DIR: folder,
      DATABASE_URL,
      PORT: String(await freePort()),
    })
    expect(code).toBe(1)
    expect(err).not.toBe('')
    expect(`${out}${err}`).not.toContain('hunter2')
    expect(err).not.toMatch(noStack)
  })
})

describe('a command', () => {
  it('that nobody knows is answered with those there are', async () => {
    for (const args of [['fly'], [], ['__proto__'], ['constructor'], ['toString']]) {
      const { code, err } = await run(args, { DATA_DIR: folder })
      expect({ args, code }).toEqual({ args, code: 1 })
      expect(err).toContain('start')
      expect(err).toContain('import')
      expect(err).not.toMatch(noStack)
    }
  })

  it('with wrong arguments is told the right ones', async () => {
    for (const [args, told] of [
      [['import'], /FILE/],
      [['import', 'README.md', '--edition', '2026-02-30'], /--edition/],
      [['import', '--wrong', 'README.md'], /--wrong/],
      [['job', 'reconcile', '--now', 'teatime'], /--now/],
    ] as const) {
      const { code, err } = await run([...args], { DATA_DIR: folder })
      expect({ args, code }).toEqual({ args, code: 1 })
      expect(err).toMatch(told)
      expect(err).not.toMatch(noStack)
    }
  })
})
