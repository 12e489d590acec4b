/** The scripts of a page: its files wait until it is touched (domain/wake.ts), its own lines are told apart. */
import { LATER, WAKE_SCRIPT } from '../../domain/wake.ts'

/** Only Next writes such tags: in all that people write, `<` is escaped. */
const FILE = /^<script src="(\/_next\/static\/[^"<>]+)" async="">$/
const INLINE = /^<script(?: id="_R_")?>$/
const PRELOAD = '<link rel="preload" as="script"'
const HEAD_END = '</head>'

export type PageScripts = {
  /** The page with each file of scripts asked to wait. */
  body: Buffer
  /** The text of each inline script, one letter a byte. */
  inline: string[]
}

/** Reads a page once, as bytes: a string of its length costs more than all that is done here. */
export function readScripts(html: Buffer): PageScripts {
  const inline: string[] = []
  const edits: { from: number; to: number; by: string }[] = []
  // A file that waits is not needed early.
  const head = html.subarray(0, Math.max(0, html.indexOf(HEAD_END)))
  for (const [from, to] of tagsIn(head, PRELOAD)) edits.push({ from, to, by: '' })
  for (const [from, to] of tagsIn(html, '<script')) {
    const tag = html.toString('latin1', from, to)
    const [, file] = FILE.exec(tag) ?? []
    if (file) edits.push({ from, to, by: `<script type="${LATER}" src="${file}">` })
    if (INLINE.test(tag)) inline.push(html.toString('latin1', to, html.indexOf('</script>', to)))
  }
  // Next shows some errors by script alone, on a page without what would start it.
  const canWake = inline.includes(WAKE_SCRIPT)
  return { body: canWake ? edited(html, edits) : html, inline }
}

function edited(html: Buffer, edits: { from: number; to: number; by: string }[]): Buffer {
  let done = 0
  const parts = edits
    .toSorted((a, b) => a.from - b.from)
    .flatMap(({ from, to, by }) => {
      const before = html.subarray(done, from)
      done = to
      return [before, Buffer.from(by)]
    })
  return Buffer.concat([...parts, html.subarray(done)])
}

/** Where tags begin and end. */
function* tagsIn(html: Buffer, start: string): Generator<[from: number, to: number]> {
  for (let from = html.indexOf(start); from >= 0; from = html.indexOf(start, from + 1))
    yield [from, html.indexOf('>', from) + 1]
}
