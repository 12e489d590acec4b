/** A file's bytes, decompressed if its first bytes say gzip, and always as UTF-8. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** 1 GB, for what is read piece by piece. */
export const STREAM_LIMIT = 1_000_000_000
/** 64 MB, for what must be in memory as a whole. */
export const DOCUMENT_LIMIT = 64_000_000

const CHUNK = 65_536
const GZIP = [0x1f, 0x8b]
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const UTF16 = [
  { mark: Buffer.from([0xff, 0xfe]), label: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), label: 'utf-16be' },
]

/**
 * Streams the file. UTF-16 with a byte order mark becomes UTF-8; the mark itself is dropped. Throws
 * if gzip data is cut off or damaged, or if there are more than `limit` bytes.
 */
export async function* readBytes(path: string, limit: number): AsyncGenerator<Buffer> {
  const [head, chunks] = await withHead(limited(path, limit))
  const utf16 = UTF16.find(({ mark }) => head.subarray(0, 2).equals(mark))
  if (utf16) {
    const decoder = new TextDecoder(utf16.label)
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    yield Buffer.from(decoder.decode())
    return
  }
  let skip = head.equals(UTF8_MARK) ? UTF8_MARK.length : 0
  for await (const chunk of chunks) {
    const kept = chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.length)
    yield kept
  }
}

/** The whole file, by the same rules. */
export async function readWhole(path: string, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of readBytes(path, limit)) parts.push(chunk)
  return Buffer.concat(parts)
}

/** The first three bytes, and the unchanged stream. */
async function withHead(source: AsyncGenerator<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < UTF8_MARK.length) {
    const next = await source.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  const first = head
  async function* whole() {
    try {
      yield first
      yield* source
    } finally {
      await source.return(undefined)
    }
  }
  return [first.subarray(0, UTF8_MARK.length), whole()]
}

async function* limited(path: string, limit: number): AsyncGenerator<Buffer> {
  let total = 0
  try {
    for await (const chunk of await openStream(path)) {
      total += (chunk as Buffer).length
      if (total > limit) throw new Error(`${path} holds more than ${limit / 1_000_000} MB`)
      yield chunk as Buffer
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (!code?.startsWith('Z_')) throw error
    throw new Error(`${path}: the gzip data is cut off or damaged`, { cause: error })
  }
}

async function openStream(path: string): Promise<Readable> {
  const gzip = await isGzip(path)
  const file = createReadStream(path, { highWaterMark: CHUNK })
  if (!gzip) return file
  // The callback only keeps a read error from being unhandled; whoever reads the result sees it.
  return pipeline(file, createGunzip({ chunkSize: CHUNK }), () => {})
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && GZIP.every((byte, index) => buffer[index] === byte)
  } finally {
    await file.close()
  }
}
