/** NDJSON: one JSON value per line, each judged on its own, in constant memory however long the file. */
import { quarantine, type Shape, type SourceItem, sourceItem, type Understood } from '../source.ts'
import { readBytes, STREAM_LIMIT } from './bytes.ts'
import { type Line, readLines } from './lines.ts'
import { referenceOf, shapeOf } from './shapes.ts'

const TELLING_LINES = 50
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Null if none of the first 50 non-blank lines has a shape we know. */
export async function openNdjson(path: string): Promise<Understood | null> {
  const shape = await firstShape(path)
  if (!shape) return null
  return { kind: shape.kind, items: { [Symbol.asyncIterator]: () => readItems(path, shape) } }
}

async function firstShape(path: string): Promise<Shape | null> {
  let seen = 0
  for await (const line of readLines(readBytes(path, STREAM_LIMIT))) {
    const parsed = parseLine(line)
    const shape = 'value' in parsed ? shapeOf(parsed.value) : null
    if (shape) return shape
    seen += 1
    if (seen === TELLING_LINES) return null
  }
  return null
}

async function* readItems(path: string, usual: Shape): AsyncGenerator<SourceItem> {
  for await (const line of readLines(readBytes(path, STREAM_LIMIT))) {
    const place = `line ${line.number}`
    const parsed = parseLine(line)
    if ('problem' in parsed) {
      yield quarantine(place, parsed.problem, line.bytes.toString('utf8'))
      continue
    }
    const { value } = parsed
    const shape = shapeOf(value) ?? usual
    yield sourceItem(shape.read(value), referenceOf(value, place), () =>
      line.bytes.toString('utf8'),
    )
  }
}

function parseLine(line: Line): { value: unknown } | { problem: string } {
  if (line.cut) return { problem: 'the line is longer than 5 MB' }
  let text: string
  try {
    text = UTF8.decode(line.bytes)
  } catch {
    return { problem: 'the line is not UTF-8' }
  }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: 'the line is not JSON' }
  }
}
