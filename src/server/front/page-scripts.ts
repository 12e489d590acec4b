/**
 * The scripts of a page. A page to read carries our own small script and none of Next's; a page with
 * forms that can be wrong keeps Next's, and its inline scripts are listed for their hashes.
 */
import { isPageScript } from '../../wire/page-script.ts'
import { startsAsNext } from './next-scripts.ts'
import { isScriptOfReact } from './react-scripts.ts'

export type PageScripts = {
  body: Buffer
  /** The text of each inline script that stays, one character per byte. */
  inline: string[]
}
type Piece = { from: number; to: number }
/** `file`: its address; undefined for an inline script. */
type Script = Piece & { file: string | undefined; inside: number; end: number }

const START = '<script'
const END = '</script>'
/** Links that would fetch scripts ahead. */
const PRELOAD = '<link rel="preload" as="script"'
const LONGEST_START = 80
/** None of React's are longer. */
const LONGEST_OF_REACT = 10_000

/** Reads a page once, as bytes: a string of its length costs more than everything done here. */
export function readScripts(html: Buffer, isHydrated: boolean): PageScripts {
  const scripts = [...scriptsIn(html)]
  if (isHydrated) {
    const inline = scripts.filter(({ file }) => file === undefined)
    return { body: html, inline: inline.map((script) => textOf(html, script)) }
  }
  const others = scripts.filter(({ file }) => !file || !isPageScript(file))
  for (const script of others) if (!isKnown(html, script)) tellUnknown(html, script)
  return { body: without(html, [...preloadsIn(html), ...others]), inline: [] }
}

/** An unknown script is removed too, and logged: after an upgrade, tests see it and no page half works. */
function isKnown(html: Buffer, script: Script): boolean {
  if (script.file !== undefined) return script.file.startsWith('/_next/static/')
  const { inside, end } = script
  if (startsAsNext(html.toString('latin1', inside, Math.min(end, inside + LONGEST_START))))
    return true
  return end - inside < LONGEST_OF_REACT && isScriptOfReact(textOf(html, script))
}

function tellUnknown(html: Buffer, { from, inside, end }: Script) {
  const tag = html.toString('latin1', from, Math.min(inside, from + LONGEST_START))
  console.warn(`A page had a script of unknown origin, ${end - inside} bytes long: ${tag}`)
}

function textOf(html: Buffer, { inside, end }: Script): string {
  return html.toString('latin1', inside, end)
}

/** Nothing that people write can look like one, since `<` is escaped in it. */
function* scriptsIn(html: Buffer): Generator<Script> {
  for (let from = html.indexOf(START); from >= 0; ) {
    const inside = html.indexOf('>', from) + 1 || html.length
    const [, file] = / src="([^"]*)"/.exec(html.toString('latin1', from, inside)) ?? []
    const close = html.indexOf(END, inside)
    const end = close < 0 ? html.length : close
    const to = Math.min(html.length, end + END.length)
    yield { file, from, inside, end, to }
    from = html.indexOf(START, to)
  }
}

function* preloadsIn(html: Buffer): Generator<Piece> {
  for (let from = html.indexOf(PRELOAD); from >= 0; from = html.indexOf(PRELOAD, from + 1))
    yield { from, to: html.indexOf('>', from) + 1 || html.length }
}

function without(html: Buffer, pieces: Piece[]): Buffer {
  let done = 0
  const kept = pieces
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => {
      const before = html.subarray(done, from)
      done = to
      return before
    })
  return Buffer.concat([...kept, html.subarray(done)])
}
