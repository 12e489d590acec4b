/**
 * The scripts of a page. One to read carries our own small module and nothing of Next's; one with
 * forms that can be wrong keeps what Next gave it, each inline script told apart for its hash.
 */
import { isPageScript } from '../../wire/page-script.ts'
import { startsAsNext } from './next-scripts.ts'
import { isScriptOfReact } from './react-scripts.ts'

export type PageScripts = {
  body: Buffer
  /** The text of each inline script that stays, one letter a byte. */
  inline: string[]
}
type Piece = { from: number; to: number }
/** `file`: its address; none for an inline one. */
type Script = Piece & { file: string | undefined; inside: number; end: number }

const START = '<script'
const END = '</script>'
/** What would fetch scripts ahead. */
const PRELOAD = '<link rel="preload" as="script"'
const LONGEST_START = 80
/** Longer ones are none of React's. */
const LONGEST_OF_REACT = 10_000

/** Reads a page once, as bytes: a string of its length costs more than all that is done here. */
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

/** What an upgrade brings that is not known here shows in the log and in tests, never as a page half alive. */
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

/** In all that people write, `<` is escaped. */
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
