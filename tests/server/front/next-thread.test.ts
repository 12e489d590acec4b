/** The thread of Next dies in every way that a thread can, and the site goes on. */
import { afterEach, describe, expect, it } from 'vitest'
import { NextAway, type NextThread, startNext } from '../../../src/server/front/next-thread.ts'

const worker = new URL('../../support/mortal-worker.mjs', import.meta.url)
let next: NextThread
afterEach(() => next.stop())

async function start(pausesMs = [0, 0, 0, 0]): Promise<{ hopeless: string[] }> {
  const hopeless: string[] = []
  next = await startNext({
    port: 0,
    heapMb: 32,
    worker,
    pausesMs,
    onHopeless: ({ message }) => hopeless.push(message),
  })
  return { hopeless }
}
const ask = (address: string) => next.ask({ method: 'GET', address, headers: {} })
const answers = () =>
  expect
    .poll(() => ask('/well').then(({ body }) => body.toString(), String), { timeout: 20_000 })
    .toBe('/well')

describe('a thread that dies', () => {
  it.each(['/throw', '/exit', '/fill-memory'])(
    'by %s is started again, and nothing else ends',
    async (death) => {
      const { hopeless } = await start()
      const waiting = ask('/hang').catch((error) => error)
      await expect(ask(death)).rejects.toThrow(NextAway)
      expect(await waiting).toBeInstanceOf(NextAway)
      await answers()
      expect(hopeless).toEqual([])
    },
  )

  it('is away at once for those who ask meanwhile', async () => {
    await start([10_000])
    await expect(ask('/exit')).rejects.toThrow(NextAway)
    const askedAt = performance.now()
    await expect(ask('/well')).rejects.toThrow(NextAway)
    expect(performance.now() - askedAt).toBeLessThan(5_000)
  })

  it('again and again is given up, once', async () => {
    const { hopeless } = await start([0, 0])
    for (let deaths = 0; deaths < 3; deaths++) {
      await answers()
      await ask('/exit').catch(() => {})
    }
    await expect.poll(() => hopeless).toHaveLength(1)
    await expect(ask('/well')).rejects.toThrow(NextAway)
  })
})

it('a thread that is stopped stays so', async () => {
  const { hopeless } = await start()
  await next.stop()
  await expect(ask('/well')).rejects.toThrow(NextAway)
  expect(hopeless).toEqual([])
})
