import { describe, expect, it } from 'vitest'
import { release } from '../../../src/server/front/release.ts'

const MEGABYTE = 2 ** 20

describe('releasing a body', () => {
  it('leaves it empty', () => {
    const body = Buffer.from(new Uint8Array(100_000).fill(7).buffer)
    release(body)
    expect(body.length).toBe(0)
  })

  it('touches no memory that others share', () => {
    const small = Buffer.from('a small one')
    const part = Buffer.from(new Uint8Array(100_000).fill(7).buffer).subarray(0, 50_000)
    release(small)
    release(part)
    expect(String(small)).toBe('a small one')
    expect(part[49_999]).toBe(7)
  })

  it('gives memory back at once', async () => {
    // The port that leads nowhere says so later.
    await new Promise((done) => setTimeout(done, 20))
    const before = process.memoryUsage().arrayBuffers
    for (let n = 0; n < 50; n++) release(Buffer.from(new Uint8Array(MEGABYTE).fill(7).buffer))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * MEGABYTE)
  })
})
