/** A member who looks up a paper never waits long for arXiv, and arXiv is never asked by many at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lookUpPaper } from '../../src/actions/look-up-paper.ts'
import { aFeed, anEntry } from '../sources/given-items.ts'
import { useDatabase } from '../support/database.ts'
import { type Respond, sends } from '../support/replay-server.ts'
import { useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

const lookUp = (id: string) => lookUpPaper({ kind: 'arxiv', id }, new Date())
const told: Respond = (request, response) => {
  const id = request.query.get('id_list') ?? ''
  const entry = anEntry((text) => text.replaceAll('2605.00001', id))
  sends(aFeed(entry))(request, response)
}
/** Promised: three seconds. */
const PATIENCE_MS = 6_000

beforeEach(async () => {
  server().seen.length = 0
  await query('truncate leases')
})
afterEach(() => query('truncate looked_up_papers'))

describe('while arXiv hangs', () => {
  it('each is answered in a few seconds, two are under way, and the answer is kept when it comes', async () => {
    const held: (() => void)[] = []
    server().on(/^\/api\/query$/, (request, response) => {
      held.push(() => told(request, response))
    })
    const since = performance.now()
    const ids = ['2602.00011', '2602.00011', '2602.00012', '2602.00013', '2602.00014']
    const answers = await Promise.all(ids.map(lookUp))
    expect(performance.now() - since).toBeLessThan(PATIENCE_MS)
    expect(answers.map((one) => ('message' in one ? one.message : one))).toEqual([
      ...Array(3).fill(expect.stringMatching(/^arXiv is slow right now\./)),
      ...Array(2).fill('Other papers are being looked up right now. Try again in a minute.'),
    ])
    expect(server().seen).toHaveLength(1)
    server().on(/^\/api\/query$/, told)
    for (const answer of held) answer()
    await expect
      .poll(() => lookUp('2602.00011'), { timeout: 30_000, interval: 200 })
      .toMatchObject({ draft: { arxivId: '2602.00011' } })
  }, 60_000)
})
