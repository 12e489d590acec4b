/** Finds out what a file is from its content, never from its name, and reads the papers in it. */
import { openXml } from '../arxiv/open-xml.ts'
import { NOTHING_TO_DO, type Understood } from '../source.ts'
import { DOCUMENT_LIMIT, readBytes, readWhole, STREAM_LIMIT } from './bytes.ts'
import { openJsonList } from './json-list.ts'
import { openNdjson } from './ndjson.ts'

/**
 * Opens a file, plain or gzip: NDJSON, a JSON list, arXiv Atom, OAI-PMH or RSS. Null if it is none of
 * these; an empty file has the kind `empty`. A bad item is quarantined and stops nothing. Throws if
 * the file cannot be read, is damaged or too large, or is XML that is broken or has a DOCTYPE.
 */
export async function openFile(path: string): Promise<Understood | null> {
  const first = await firstCharacter(path)
  if (first === null) return NOTHING_TO_DO
  if (first === '<') return await openXmlFile(path)
  if (first === '[') {
    const list = parseList(await readWhole(path, DOCUMENT_LIMIT))
    if (list) return openJsonList(list)
  }
  return await openNdjson(path)
}

async function firstCharacter(path: string): Promise<string | null> {
  for await (const chunk of readBytes(path, STREAM_LIMIT)) {
    const found = /\S/.exec(chunk.toString('latin1'))
    if (found) return found[0]
  }
  return null
}

async function openXmlFile(path: string): Promise<Understood | null> {
  try {
    return openXml(await readWhole(path, DOCUMENT_LIMIT))
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error })
  }
}

function parseList(bytes: Buffer): unknown[] | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
