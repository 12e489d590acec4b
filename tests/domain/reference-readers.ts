/** Small strict readers of BibTeX and RIS, to see what a reference manager would see. */

export type Entry = { key: string; fields: Record<string, string> }

/** The entries of a BibTeX text. Throws at unbalanced braces or at anything between entries. */
export function entriesOf(text: string): Entry[] {
  const entries: Entry[] = []
  let rest = text.trim()
  while (rest) {
    const head = /^@misc\{([^,{}\s]*),/.exec(rest)
    if (!head) throw new Error(`no entry begins at ${JSON.stringify(rest.slice(0, 40))}`)
    const end = endOfGroup(rest, rest.indexOf('{'))
    entries.push({ key: head[1] ?? '', fields: fieldsOf(rest.slice(head[0].length, end)) })
    rest = rest.slice(end + 1).trim()
  }
  return entries
}

function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = {}
  let rest = body.trim()
  while (rest) {
    const head = /^([a-zA-Z]+) = (?=\{)/.exec(rest)
    if (!head) throw new Error(`no field begins at ${JSON.stringify(rest.slice(0, 40))}`)
    const start = head[0].length
    const end = endOfGroup(rest, start)
    fields[head[1] ?? ''] = rest.slice(start + 1, end)
    rest = rest
      .slice(end + 1)
      .replace(/^,/, '')
      .trim()
  }
  return fields
}

/** Where the brace that opens at `start` closes; BibTeX counts escaped braces too. */
function endOfGroup(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at
  }
  throw new Error('a brace does not close')
}

/** The records of a RIS text, as tags and values, without their ends. */
export function recordsOf(text: string): [string, string][][] {
  const records: [string, string][][] = []
  let record: [string, string][] = []
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (line === '') continue
    const match = /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line)
    if (!match) throw new Error(`not a line of RIS: ${JSON.stringify(line)}`)
    const [, tag = '', value = ''] = match
    if (tag !== 'ER') {
      record.push([tag, value])
      continue
    }
    records.push(record)
    record = []
  }
  if (record.length > 0) throw new Error('a record does not end')
  return records
}
