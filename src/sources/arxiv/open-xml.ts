/** Tells arXiv's XML formats apart by their root element. */
import type { Understood } from '../source.ts'
import { openAtom } from './atom.ts'
import { openOai } from './oai.ts'
import { openRss } from './rss.ts'
import { parseXml, rootName, type XmlDocument } from './xml.ts'

const FORMATS = new Map<string, (document: XmlDocument, root: string) => Understood | null>([
  ['feed', openAtom],
  ['rss', openRss],
  ['OAI-PMH', openOai],
  ['ListRecords', openOai],
  ['GetRecord', openOai],
  ['record', openOai],
  ['arXiv', openOai],
  ['arXivRaw', openOai],
])

const PROLOG_LIMIT = 100_000

type Found = { document: XmlDocument; root: string }

/**
 * Reads an XML document from arXiv; null if it is something else, such as HTML. Throws if it is
 * broken, has a DOCTYPE, or reports an error.
 */
export function openXml(bytes: Uint8Array): Understood | null {
  const found = readDocument(bytes)
  return found && openDocument(found)
}

/** The document, if its root element belongs to one of arXiv's formats. */
export function readDocument(bytes: Uint8Array): Found | null {
  // Markup is ASCII in every encoding accepted here, so the root can be read before decoding.
  const root = rootName(new TextDecoder().decode(bytes.subarray(0, PROLOG_LIMIT)))
  return root !== null && FORMATS.has(root) ? { document: parseXml(decode(bytes)), root } : null
}

/** The items in such a document, or null. */
export function openDocument({ document, root }: Found): Understood | null {
  return FORMATS.get(root)?.(document, root) ?? null
}

/** Tries UTF-8 even if the document says otherwise, since arXiv's headers have been wrong. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
    const named = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]
    if (!named || /^utf-?8$/i.test(named)) throw new Error('the XML is not UTF-8')
    return new TextDecoder(named, { fatal: true }).decode(bytes)
  }
}
