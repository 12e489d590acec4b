import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Gate, REQUEST_MS } from '../../src/domain/gate.ts'
import { env } from '../../src/env.ts'
import type { AnswerError } from '../../src/sources/answer-error.ts'
import { fetchAnswer } from '../../src/sources/fetch-answer.ts'
import { huggingFaceService } from '../../src/sources/hugging-face/service.ts'
import * as bad from '../support/misbehaviour.ts'
import {
  type ReplayServer,
  type Respond,
  sends,
  sendsOnce,
  startReplayServer,
  status,
} from '../support/replay-server.ts'

const MEGABYTE = 2 ** 20
const rests: number[] = []
/** Lets everything through. */
const open: Gate = async (request) => {
  const { result, restMs } = await request(REQUEST_MS)
  rests.push(restMs)
  return result
}
/** The same, but for no longer than half a second. */
const hasty: Gate = async (request) => (await request(500)).result

let server: ReplayServer
beforeAll(async () => {
  server = await startReplayServer()
  env().HUGGING_FACE_URL = server.url
})
afterAll(() => server.close())
beforeEach(() => {
  rests.length = 0
})

const ask = (gate = open, known?: { etag: string | null; lastModified: string | null }) =>
  fetchAnswer(huggingFaceService(), new URL('/here', server.url), gate, known)

async function complaint(respond: Respond, gate = open): Promise<AnswerError> {
  server.on(/^\/here$/, respond)
  return ask(gate).then(
    () => expect.fail('it answered'),
    (error: AnswerError) => error,
  )
}

describe('a good answer', () => {
  it('comes with its bytes and validators, and says who asked', async () => {
    server.on(
      /^\/here$/,
      sends('[1]', { ETag: '"a"', 'Last-Modified': 'Mon, 27 Apr 2026 04:00:00 GMT' }),
    )
    expect(await ask()).toEqual({
      kind: 'fresh',
      bytes: Buffer.from('[1]'),
      validators: { etag: '"a"', lastModified: 'Mon, 27 Apr 2026 04:00:00 GMT' },
    })
    const headers = server.seen.at(-1)?.headers
    expect(headers?.['user-agent']).toMatch(
      /^Broadsheet\/\d+\.\d+\.\d+ \(\+http:\/\/localhost:3000\/about\)$/,
    )
    expect(headers?.connection).toBe('close')
    expect(headers?.authorization).toBeUndefined()
    expect(rests).toEqual([0])
  })

  it('is asked for under its validators, and may be the same as before', async () => {
    server.on(/^\/here$/, sendsOnce('[1]', '"b"'))
    expect((await ask()).kind).toBe('fresh')
    expect(await ask(open, { etag: '"b"', lastModified: null })).toEqual({ kind: 'unchanged' })
    expect((await ask(open, { etag: '"old"', lastModified: null })).kind).toBe('fresh')
  })

  it('is asked for with the token where there is one', async () => {
    env().HF_TOKEN = 'hf_example'
    server.on(/^\/here$/, sends('[]'))
    await ask()
    env().HF_TOKEN = undefined
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer hf_example')
  })

  it('that leaves nothing of the window closes the gate to its end', async () => {
    server.on(/^\/here$/, sends('[]', { RateLimit: '"api";r=0;t=55' }))
    await ask()
    server.on(/^\/here$/, sends('[]', { RateLimit: '"api";r=499;t=55' }))
    await ask()
    expect(rests).toEqual([55_000, 0])
  })
})

describe('no answer', () => {
  it.each<[string, Respond, RegExp]>([
    ['hangs', bad.hang, /no complete answer within 20 s/],
    ['stalls in the middle', bad.stall, /no complete answer within 20 s/],
    ['is reset', bad.reset, /lost/],
    ['breaks off in the middle', bad.breakOff, /lost|cut off/],
    ['is empty', bad.empty, /an empty answer/],
    ['is a web page', bad.webPage, /a web page instead of data/],
    ['is a check for browsers', bad.cloudflare, /a browser check/],
    ['is a redirect', bad.elsewhere, /a redirect, which is not followed/],
    ['is damaged', bad.notGzip, /damaged|cut off/],
    ['is compressed twice', sends('x', { 'Content-Encoding': 'gzip, gzip' }), /more than once/],
    ['is an error', status(500), /status 500/],
    ['was not asked for', status(304), /status 304/],
  ])('where it %s', async (_what, respond, reason) => {
    const isSilent = respond === bad.hang || respond === bad.stall
    const error = await complaint(respond, isSilent ? hasty : open)
    expect(error.message).toMatch(reason)
    expect(error).toMatchObject({ name: 'Error', isReached: true, retryAfterMs: null })
  })

  it.each<[string, Respond]>([
    ['two gigabytes out of two megabytes', bad.gzipBomb],
    ['200 MB', bad.huge],
  ])('of %s, and little memory for it', async (_what, respond) => {
    const before = process.memoryUsage.rss()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss())
    }, 5)
    const error = await complaint(respond)
    clearInterval(watch)
    expect(error.message).toBe('more than 5 MB')
    expect(most - before).toBeLessThan(120 * MEGABYTE)
  })

  it('where nobody listens, or the name is nobody’s', async () => {
    const gone = await startReplayServer()
    await gone.close()
    for (const url of [gone.url, 'http://nobody.invalid']) {
      env().HUGGING_FACE_URL = url
      const error = await fetchAnswer(huggingFaceService(), new URL(url), open).catch((e) => e)
      expect(error).toMatchObject({ isReached: false })
    }
    env().HUGGING_FACE_URL = server.url
  })

  it('from another host, which is not even asked', async () => {
    const before = server.seen.length
    const canary = new URL('/here', server.url.replace('127.0.0.1', 'localhost'))
    await expect(fetchAnswer(huggingFaceService(), canary, open)).rejects.toThrow(
      'is not Hugging Face',
    )
    expect(server.seen).toHaveLength(before)
  })
})

describe('Retry-After', () => {
  it.each([429, 503])('in seconds, with %d', async (code) => {
    const error = await complaint(status(code, { 'Retry-After': '120' }))
    expect([error.status, error.retryAfterMs, rests]).toEqual([code, 120_000, [120_000]])
  })

  it.each([429, 503])('as a date, with %d, counts from the answer’s own', async (code) => {
    const date = 'Mon, 27 Apr 2026 04:00:00 GMT'
    const until = 'Mon, 27 Apr 2026 04:02:30 GMT'
    const error = await complaint(status(code, { Date: date, 'Retry-After': until }))
    expect(error.retryAfterMs).toBe(150_000)
  })

  it.each([
    ['a past date', 'Mon, 27 Apr 2020 04:00:00 GMT', 0],
    ['ten years', '315360000', 86_400_000],
    ['nonsense', 'soon', null],
    ['a number below zero', '-5', null],
  ])('of %s', async (_what, text, expected) => {
    const headers = { Date: 'Mon, 27 Apr 2026 04:00:00 GMT', 'Retry-After': text }
    expect((await complaint(status(503, headers))).retryAfterMs).toBe(expected)
  })

  it('is what RateLimit says where it is missing', async () => {
    const error = await complaint(status(429, { RateLimit: '"api";r=12;t=200' }))
    expect(error.retryAfterMs).toBe(200_000)
  })
})
