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
 * Reads a document of arXiv; null if it is another one, such as HTML. Throws when it is broken,
 * has a DOCTYPE, or says that something went wrong.
 */
export function openXml(bytes: Uint8Array): Understood | null {
  const found = readDocument(bytes)
  return found && openDocument(found)
}

/** The document, if its root is that of a format of arXiv. */
export function readDocument(bytes: Uint8Array): Found | null {
  // Markup is ASCII in every encoding that gets here, so the root can be read before the rest.
  const root = rootName(new TextDecoder().decode(bytes.subarray(0, PROLOG_LIMIT)))
  return root !== null && FORMATS.has(root) ? { document: parseXml(decode(bytes)), root } : null
}

/** The items in such a document. */
export function openDocument({ document, root }: Found): Understood | null {
  return FORMATS.get(root)?.(document, root) ?? null
}

/** UTF-8 even where the document says otherwise, since arXiv's headers have been wrong. */
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
