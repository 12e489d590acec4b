/** A service outside: where it is, what it asks of its callers, and what may come from it. */
import type { Source } from '../domain/paper.ts'

export type Service = {
  name: Extract<Source, 'arxiv' | 'hugging-face'>
  /** As people call it. */
  title: string
  /** Between the end of one request and the start of the next, from the whole installation. */
  gapMs: number
  /** Of a whole answer, decompressed. */
  mostBytes: number
  /** Requests go to these addresses and what is below them, and nowhere else. */
  bases: URL[]
  headers: Record<string, string>
}

/** An address below a base, which may have a path of its own. */
export function addressIn(base: URL, path: string, query: Record<string, string> = {}): URL {
  const address = new URL(base.href.replace(/\/$/, '') + path)
  address.search = new URLSearchParams(query).toString()
  return address
}
