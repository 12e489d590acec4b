/** Reads XML from outside without trusting it: no DOCTYPE, no custom entities. */
import { decodeXML } from 'entities/decode'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

const CDATA = '#cdata'
const TEXT = '#text'
const PLACE = XMLParser.getMetaDataSymbol() as symbol
const LONGEST_SOURCE = 50_000

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  // Entities are decoded below, and only once: `&amp;lt;` is the text `&lt;`.
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: CDATA,
  captureMetaData: true,
})

/** An element as the parser returns it: a string if it is only text, otherwise an object of its children. */
export type Element = unknown

/** A parsed document; `source` returns an element's own markup, at most 50,000 characters of it. */
export type XmlDocument = { root: Element; source: (element: Element) => string }

/**
 * The root element's name without its prefix; null for HTML, or if this isn't XML at all. Throws if
 * anything but HTML has a DOCTYPE.
 */
export function rootName(xml: string): string | null {
  let at = 0
  for (;;) {
    while (/\s/.test(xml.charAt(at))) at += 1
    const end = endOfPrologPart(xml, at)
    if (end === null) break
    at = end
  }
  const start = xml.slice(at, at + 200)
  if (/^<!doctype\s+html\b/i.test(start)) return null
  if (/^<!doctype/i.test(start)) throw new Error('XML with a DOCTYPE is refused')
  return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(start)?.[1] ?? null
}

/** Parses a document whose root has been checked. Throws if it is not well-formed. */
export function parseXml(raw: string): XmlDocument {
  const xml = raw.replace(/^\s+/, '').replace(/\r\n?/g, '\n')
  const verdict = XMLValidator.validate(xml)
  if (verdict !== true) {
    throw new Error(`the XML is broken or cut off: ${verdict.err.msg} (line ${verdict.err.line})`)
  }
  const tree = parser.parse(xml) as Record<string, unknown>
  const [, root] = Object.entries(tree).find(([name]) => !/^[?#]/.test(name)) ?? []
  return { root, source: (element) => sourceOf(xml, element) }
}

/** The children with that name. */
export function children(element: Element, name: string): Element[] {
  const found = isParent(element) && Object.hasOwn(element, name) ? element[name] : undefined
  if (found === undefined) return []
  return Array.isArray(found) ? found : [found]
}

/** The first child with that name. */
export function child(element: Element, name: string): Element | undefined {
  return children(element, name)[0]
}

/** An element's own text, with entities decoded once. */
export function textOf(element: Element): string | null {
  if (typeof element === 'string') return decodeXML(element)
  if (!isParent(element)) return null
  const text = element[TEXT]
  const verbatim = children(element, CDATA).filter((part) => typeof part === 'string')
  if (typeof text !== 'string' && verbatim.length === 0) return null
  return decodeXML(typeof text === 'string' ? text : '') + verbatim.join('')
}

/** The text of the first child with that name. */
export function childText(element: Element, name: string): string | null {
  return textOf(child(element, name))
}

/** An attribute, with entities decoded once. */
export function attribute(element: Element, name: string): string | null {
  const value = isParent(element) ? element[`@${name}`] : undefined
  return typeof value === 'string' ? decodeXML(value) : null
}

/** The end of the processing instruction or comment that starts here, or null if none does. */
function endOfPrologPart(xml: string, at: number): number | null {
  const close = xml.startsWith('<?', at) ? '?>' : xml.startsWith('<!--', at) ? '-->' : null
  if (!close) return null
  const end = xml.indexOf(close, at)
  return end === -1 ? xml.length : end + close.length
}

function sourceOf(xml: string, element: Element): string {
  const place = isParent(element) ? element[PLACE] : undefined
  if (!place || typeof place !== 'object' || !('startIndex' in place)) return textOf(element) ?? ''
  const { startIndex, endIndex } = place as { startIndex: number; endIndex?: number }
  return xml.slice(startIndex, Math.min(endIndex ?? Infinity, startIndex + LONGEST_SOURCE))
}

function isParent(element: Element): element is Record<string | symbol, unknown> {
  return typeof element === 'object' && element !== null && !Array.isArray(element)
}
