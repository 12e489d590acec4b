/** Splits a stream of bytes into lines without ever holding more than one. */

/** `cut`: the line was longer than 5 MB, and `bytes` is only its beginning. Numbers start at 1. */
export type Line = { number: number; bytes: Buffer; cut: boolean }

const LINE_LIMIT = 5_000_000
const KEPT_OF_A_LONG_LINE = 50_000
const LINE_FEED = 0x0a
const LAST_BLANK = 0x20

/** The lines that are not blank. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let line = newLine(1)
  for await (const chunk of chunks) {
    let start = 0
    while (start < chunk.length) {
      const feed = chunk.indexOf(LINE_FEED, start)
      const end = feed === -1 ? chunk.length : feed
      grow(line, chunk.subarray(start, end))
      start = end + 1
      if (feed === -1) continue
      if (!line.blank) yield finish(line)
      line = newLine(line.number + 1)
    }
  }
  if (!line.blank) yield finish(line)
}

type Growing = { number: number; parts: Buffer[]; length: number; cut: boolean; blank: boolean }

function newLine(number: number): Growing {
  return { number, parts: [], length: 0, cut: false, blank: true }
}

function grow(line: Growing, part: Buffer): void {
  if (line.blank && part.every((byte) => byte <= LAST_BLANK && byte !== 0)) return
  line.blank = false
  if (line.cut) return
  line.parts.push(part)
  line.length += part.length
  if (line.length <= LINE_LIMIT) return
  line.cut = true
  line.parts = [Buffer.from(Buffer.concat(line.parts).subarray(0, KEPT_OF_A_LONG_LINE))]
}

function finish(line: Growing): Line {
  const bytes = line.parts.length === 1 ? line.parts[0] : undefined
  return { number: line.number, bytes: bytes ?? Buffer.concat(line.parts), cut: line.cut }
}
