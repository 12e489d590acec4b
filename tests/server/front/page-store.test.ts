import { describe, expect, it } from 'vitest'
import type { PageSource } from '../../../src/server/front/kept-page.ts'
import { createPageStore } from '../../../src/server/front/page-store.ts'
import { goneTag } from '../../../src/wire/page-tags.ts'

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** A store under a clock of ours, over a page whose text we set and whose renders we count. */
function aStore({ maxBytes = 1_000_000 } = {}) {
  const clock = { now: 0 }
  const page = { text: 'one', status: 200, renders: 0, hold: Promise.resolve(), fails: false }
  const store = createPageStore({ maxBytes, now: () => clock.now })
  const source = (key = '/', tags = ['front']) => ({
    key,
    lifetime: 60,
    tags,
    render: async () => {
      page.renders++
      const { text, status } = page
      await page.hold
      if (page.fails) throw new Error('The render failed.')
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

  it('lets those who come after a change wait for the render under way', async () => {
    const { read, page, store, clock } = aStore()
    await read()
    let release = () => {}
    page.hold = new Promise((done) => {
      release = done
    })
    clock.now = 2_000
    store.drop(['front'])
    const first = read()
    for (let n = 0; n < 10; n++) {
      store.drop(['front'])
      void read()
    }
    page.text = 'two'
    release()
    await first
    expect(page.renders).toBe(2)
  })

  it('renders one at a time and once a second, whatever notices come during slow renders', async () => {
    const page = { renders: 0, underWay: 0, most: 0 }
    const store = createPageStore({ maxBytes: 1_000_000 })
    const source: PageSource = {
      key: '/',
      lifetime: 60,
      tags: ['front'],
      render: async () => {
        page.renders++
        page.most = Math.max(page.most, ++page.underWay)
        await pause(400)
        page.underWay--
        return { status: 200, headers: [], body: Buffer.from(String(page.renders)), isText: false }
      },
    }
    const startedAt = performance.now()
    while (performance.now() - startedAt < 3_500) {
      store.drop(['front'])
      await store.get(source)
      await pause(50)
    }
    expect(page.most).toBe(1)
    // One at the start, then one a second; one more for a slow clock.
    expect(page.renders).toBeLessThanOrEqual(5)
  })
})

describe('a page that cannot be made anew', () => {
  const OLD = ['Age', '61', 'Cache-Status', 'Broadsheet; hit; detail=old']

  it('is served as old, and says so', async () => {
    const { page, store, source, clock } = aStore()
    await store.get(source())
    page.fails = true
    clock.now = 61_000
    const answer = await store.get(source())
    expect(answer.body.toString()).toBe('one')
    expect(answer.plain.slice(-4)).toEqual(OLD)
    expect(store.peek(source())?.plain.slice(-4)).toEqual(OLD)
  })

  it('is served so for ten minutes after it became old', async () => {
    const { page, store, source, clock, read } = aStore()
    await read()
    page.fails = true
    clock.now = 59_000 + 10 * 60_000
    expect(await read()).toBe('one')
    clock.now = 61_000 + 10 * 60_000
    await expect(store.get(source())).rejects.toThrow('failed')
  })

  it('is tried anew once a second, and is new when that goes well', async () => {
    const { page, clock, read } = aStore()
    await read()
    page.fails = true
    clock.now = 61_000
    for (let n = 0; n < 100; n++) await read()
    expect(page.renders).toBe(2)
    page.fails = false
    page.text = 'two'
    clock.now = 62_100
    await pause(1_200)
    expect(await read()).toBe('two')
    expect(page.renders).toBe(3)
  })

  it('does not keep its readers waiting for a render that hangs', async () => {
    const { page, clock, read, store, source } = aStore()
    await read()
    page.hold = new Promise(() => {})
    clock.now = 61_000
    expect(await read()).toBe('one')
    // From now on nobody waits at all.
    expect(store.peek(source())?.body.toString()).toBe('one')
  })

  it('is hardly waited for when only its time is over', async () => {
    const { read, page, clock } = aStore()
    await read()
    page.hold = new Promise(() => {})
    clock.now = 61_000
    const late = pause(700).then(() => 'late')
    expect(await Promise.race([read(), late])).toBe('one')
  })

  it('is not served once something of it was removed', async () => {
    const { page, store, source, read } = aStore()
    await read()
    page.fails = true
    store.drop([goneTag('front')])
    await expect(store.get(source())).rejects.toThrow('failed')
  })

  it('is not kept when something of it was removed while it was rendered', async () => {
    const { page, store, read } = aStore()
    let release = () => {}
    page.hold = new Promise((done) => {
      release = done
    })
    const first = read()
    store.drop([goneTag('front')])
    release()
    await first
    page.text = 'two'
    expect(await read()).toBe('two')
  })
})

describe('while changes may be missed', () => {
  it('what is kept is old at once, and served without waiting when no render can be hoped for', async () => {
    const { page, store, source, clock, read } = aStore()
    await read()
    page.hold = new Promise(() => {})
    clock.now = 5_000
    store.doubt()
    expect(store.peek(source())?.plain).toContain('Cache-Status')
  })

  it('nothing kept is sent before removals were asked for', async () => {
    const { page, store, source, read } = aStore()
    await read()
    page.text = 'two'
    let know = () => {}
    store.doubt(
      new Promise<void>((done) => {
        know = done
      }).then(() => store.drop([goneTag('front')])),
    )
    expect(store.peek(source())).toBeUndefined()
    const reading = read()
    know()
    expect(await reading).toBe('two')
  })

  it('and when they are heard again, all is made anew', async () => {
    const { page, store, clock, read } = aStore()
    await read()
    store.doubt()
    page.text = 'two'
    clock.now = 5_000
    store.trust()
    expect(await read()).toBe('two')
  })
})

describe('the memory of the page store', () => {
  it('stays within its bytes', async () => {
    const { source, store, page } = aStore({ maxBytes: 100_000 })
    page.text = 'x'.repeat(5_000)
    for (let n = 0; n < 1_000; n++) await store.get(source(`/${n}`))
    expect(store.bytes()).toBeLessThanOrEqual(100_000)
    expect(store.count()).toBeGreaterThan(5)
  })
})
