/** An outside service: where it is, what it asks of its callers, and how much may come from it. */
import type { Source } from '../domain/paper.ts'

export type Service = {
  name: Extract<Source, 'arxiv' | 'hugging-face'>
  /** What people call it. */
  title: string
  /** The pause between one request's end and the next one's start, for the whole installation. */
  gapMs: number
  /** The largest answer to accept, decompressed. */
  mostBytes: number
  /** Requests go only to the hosts of these addresses. */
  bases: URL[]
  headers: Record<string, string>
}

/** An address below a base, which may have a path of its own. */
export function addressIn(base: URL, path: string, query: Record<string, string> = {}): URL {
  const address = new URL(base.href.replace(/\/$/, '') + path)
  address.search = new URLSearchParams(query).toString()
  return address
}
