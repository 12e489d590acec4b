/** A whole answer, ready to be sent in any encoding with nothing left to compute. */
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Asked } from './asked.ts'
import { chooseEncoding, type Encoding, toBrotli, toGzip, unbrotli } from './encodings.ts'
import { type Head, makeHead, sendWith } from './head.ts'
import type { FlatHeaders } from './security-headers.ts'

/** What a render produced, before it is encoded. */
export type Rendered = {
  status: number
  headers: FlatHeaders
  body: Buffer
  isText: boolean
  /** The body in Brotli, if that exists already. */
  packed?: Buffer
}

export type Answer = {
  status: number
  etag: string
  /** Brotli, or the body as it is where compressing gains nothing. */
  body: Buffer
  isCompressed: boolean
  gzip: Buffer | null
  /** Prebuilt per encoding; building them per request costs half the speed. */
  heads: Partial<Record<Encoding, Head>>
  plain: FlatHeaders
}

const WORTH_COMPRESSING = 500
const VARY = ['Vary', 'Accept-Encoding, Cookie']

/** Encodes a rendered answer. The encoded bodies of `like` are used again if the text is the same. */
export async function makeAnswer(rendered: Rendered, like?: Answer): Promise<Answer> {
  const { status, body, headers } = rendered
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const plain = [...headers, ...VARY, 'ETag', etag]
  if (like?.etag === etag) return { ...like, status, plain, heads: {} }
  const isCompressed = rendered.isText && body.length >= WORTH_COMPRESSING
  const kept = isCompressed ? (rendered.packed ?? (await toBrotli(body, 'quick'))) : body
  return { status, etag, body: kept, isCompressed, gzip: null, heads: {}, plain }
}

/** Compresses it as far as possible, for answers that will be sent often. */
export async function compressBest(answer: Answer): Promise<void> {
  if (!answer.isCompressed) return
  answer.body = await toBrotli(await unbrotli(answer.body), 'best')
  answer.heads = {}
}

/** Bytes that an answer keeps in memory. */
export function sizeOf(answer: Answer): number {
  return answer.body.length + (answer.gzip?.length ?? 0) + answer.plain.join('').length * 2 + 1_000
}

/** Sends it, or 304 to a reader who has it already. */
export function send(answer: Answer, asked: Asked, response: ServerResponse) {
  if (asked.etag && answer.status === 200 && matches(asked.etag, answer.etag)) {
    response.writeHead(304, answer.plain.filter(isKeptBy304)).end()
    return
  }
  if (!answer.isCompressed) return write(answer, 'identity', answer.body, asked, response)
  const encoding = chooseEncoding(asked.encodings)
  if (encoding === 'br') return write(answer, 'br', answer.body, asked, response)
  decoded(answer, encoding).then(
    (body) => write(answer, encoding, body, asked, response),
    () => response.destroy(),
  )
}

/** Sends what was rendered for one reader, in their encoding; keeps nothing. */
export async function sendOnce(rendered: Rendered, asked: Asked, response: ServerResponse) {
  const { status, body, headers, isText } = rendered
  const isCompressed = isText && body.length >= WORTH_COMPRESSING
  const encoding = isCompressed ? chooseEncoding(asked.encodings) : 'identity'
  const encode = {
    br: (text: Buffer) => toBrotli(text, 'once'),
    gzip: toGzip,
    identity: async (text: Buffer) => text,
  }
  const answer = { status, plain: [...headers, ...VARY], heads: {} }
  write(answer, encoding, await encode[encoding](body), asked, response)
}

/** Few browsers lack Brotli: gzip is made for the first that asks, plain text each time. */
async function decoded(answer: Answer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return unbrotli(answer.body)
  answer.gzip ??= await toGzip(await unbrotli(answer.body))
  return answer.gzip
}

function write(
  answer: Pick<Answer, 'status' | 'plain' | 'heads'>,
  encoding: Encoding,
  body: Buffer,
  asked: Asked,
  response: ServerResponse,
) {
  answer.heads[encoding] ??= makeHead(answer.status, [
    ...answer.plain,
    ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
    ...['Content-Length', String(body.length)],
  ])
  sendWith(response, answer.heads[encoding], asked.isHead ? undefined : body)
}

/** A 304 repeats what a cache needs and leaves out what describes the body. */
function isKeptBy304(_value: string, index: number, flat: FlatHeaders): boolean {
  const name = flat[index - (index % 2)] ?? ''
  return !/^content-(?:type|disposition)$/i.test(name)
}

function matches(header: string, etag: string): boolean {
  const strong = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => strong(tag) === strong(etag))
}
