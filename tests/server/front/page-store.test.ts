import { describe, expect, it } from 'vitest'
import { createPageStore } from '../../../src/server/front/page-store.ts'

/** A store under a clock of ours, over a page whose text we set and whose renders we count. */
function aStore({ maxBytes = 1_000_000 } = {}) {
  const clock = { now: 0 }
  const page = { text: 'one', status: 200, renders: 0, hold: Promise.resolve() }
  const store = createPageStore({ maxBytes, now: () => clock.now })
  const source = (key = '/', tags = ['front']) => ({
    key,
    lifetime: 60,
    tags,
    render: async () => {
      page.renders++
      const { text, status } = page
      await page.hold
      return {
        status,
        headers: ['Content-Type', 'text/html'],
        body: Buffer.from(text),
        isText: false,
      }
    },
  })
  const read = async (key?: string) => (await store.get(source(key))).body.toString()
  return { clock, page, store, source, read }
}

describe('the page store', () => {
  it('renders once and then answers from memory', async () => {
    const { read, page } = aStore()
    expect(await read()).toBe('one')
    page.text = 'two'
    expect(await read()).toBe('one')
    expect(page.renders).toBe(1)
  })

  it('lets all that wait for a page wait for one render', async () => {
    const { read, page } = aStore()
    let release = () => {}
    page.hold = new Promise((done) => {
      release = done
    })
    const reads = Promise.all(Array.from({ length: 50 }, () => read()))
    release()
    await reads
    expect(page.renders).toBe(1)
  })

  it('renders anew after a change, a second after the last render', async () => {
    const { read, page, store, clock } = aStore()
    await read()
    page.text = 'two'
    store.drop(['front'])
    clock.now = 500
    expect(await read()).toBe('one')
    clock.now = 1_000
    expect(await read()).toBe('two')
  })

  it('renders at most once a second under a storm of changes', async () => {
    const { read, page, store, clock } = aStore()
    for (clock.now = 0; clock.now < 10_000; clock.now += 10) {
      store.drop(['front'])
      await read()
    }
    expect(page.renders).toBeLessThanOrEqual(11)
  })

  it('leaves pages with other tags alone', async () => {
    const { read, page, store, clock } = aStore()
    await read()
    store.drop(['edition:2026-02-09'])
    clock.now = 2_000
    await read()
    expect(page.renders).toBe(1)
    store.drop(['all'])
    await read()
    expect(page.renders).toBe(2)
  })

  it('does not take for new what was rendered while a change arrived', async () => {
    const { read, page, store, clock } = aStore()
    let release = () => {}
    page.hold = new Promise((done) => {
      release = done
    })
    const first = read()
    store.drop(['front'])
    page.text = 'two'
    release()
    expect(await first).toBe('one')
    clock.now = 1_000
    expect(await read()).toBe('two')
  })

  it('sends nothing that is older than its lifetime', async () => {
    const { read, page, clock } = aStore()
    await read()
    page.text = 'two'
    clock.now = 60_001
    expect(await read()).toBe('two')
  })

  it('refreshes in the background from half its lifetime on', async () => {
    const { read, page, clock } = aStore()
    await read()
    page.text = 'two'
    clock.now = 31_000
    expect(await read()).toBe('one')
    await new Promise((done) => setTimeout(done, 20))
    expect(await read()).toBe('two')
    expect(page.renders).toBe(2)
  })

  it('keeps no failure', async () => {
    const { read, page, store } = aStore()
    page.status = 503
    page.text = 'failed'
    expect(await read()).toBe('failed')
    page.status = 200
    page.text = 'well'
    expect(await read()).toBe('well')
    expect(store.count()).toBe(1)
  })

  it('forgets everything when told', async () => {
    const { read, page, store } = aStore()
    await read()
    page.text = 'two'
    store.clear()
    expect(await read()).toBe('two')
  })

  it('stays within its bytes', async () => {
    const { source, store, page } = aStore({ maxBytes: 100_000 })
    page.text = 'x'.repeat(5_000)
    for (let n = 0; n < 1_000; n++) await store.get(source(`/${n}`))
    expect(store.bytes()).toBeLessThanOrEqual(100_000)
    expect(store.count()).toBeGreaterThan(5)
  })
})
