/** Tells every process, through Postgres, which pages a committed write has made stale. */
import { ALL_PAGES, goneTag, type PageTag } from '../wire/page-tags.ts'
import { db } from './client.ts'
import { listTagsOfPapers } from './papers/shown-papers.ts'

export const CHANNEL = 'broadsheet_changes'
/** How long notices are gathered: one in each writing transaction would serialise the commits. */
const GATHER_MS = 100
/** Postgres refuses notices of 8,000 bytes or more. */
const LARGEST_NOTICE = 7_900
/** Beyond these, all pages are announced instead. */
const MOST_TAGS = 2_000
const MOST_PAPERS = 200

type Gathered = { tags: Set<PageTag>; papers: Set<string>; gone: Set<string> }
const none = (): Gathered => ({ tags: new Set(), papers: new Set(), gone: new Set() })

let gathered = none()
let timer: NodeJS.Timeout | undefined
let sending: Promise<void> = Promise.resolve()

/** Announces tags shortly; call it after the commit. */
export function announce(tags: Iterable<PageTag>): void {
  for (const tag of tags) gathered.tags.add(tag)
  flushSoon()
}

/** Announces all pages that show a paper, and `more`; call it after the commit. */
export function announcePaper(id: string, more: PageTag[] = []): void {
  gathered.papers.add(id)
  announce(more)
}

/** Like announcePaper, for a paper of which something must not be seen again, even on a stale page. */
export function announceRemoval(paperId: string): void {
  gathered.gone.add(paperId)
  flushSoon()
}

/** Sends what has been gathered; the last thing that a process calls before it ends. */
export function flushChanges(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const asked = gathered
  gathered = none()
  if (asked.tags.size + asked.papers.size + asked.gone.size > 0)
    sending = sending.catch(() => {}).then(() => send(asked))
  return sending
}

function flushSoon() {
  timer ??= setTimeout(() => {
    flushChanges().catch(() =>
      console.error('Changes could not be announced; pages show them once they expire.'),
    )
  }, GATHER_MS)
}

async function send({ tags, papers, gone }: Gathered): Promise<void> {
  const isTooMany = papers.size > MOST_PAPERS
  const changed = await listTagsOfPapers(isTooMany ? [] : [...papers])
  const removed = (await listTagsOfPapers([...gone])).map(goneTag)
  const old = [...new Set([...tags, ...changed])]
  const isAll = isTooMany || old.length > MOST_TAGS || tags.has(ALL_PAGES)
  for (const notice of noticesOf([...removed, ...(isAll ? [ALL_PAGES] : old)]))
    await db().$executeRaw`select pg_notify(${CHANNEL}, ${notice})`
}

/** Tags as JSON lists, each small enough for one notice. */
export function noticesOf(tags: PageTag[]): string[] {
  const notices: string[] = []
  let list: PageTag[] = []
  for (const tag of tags) {
    if (Buffer.byteLength(JSON.stringify([...list, tag])) > LARGEST_NOTICE && list.length > 0) {
      notices.push(JSON.stringify(list))
      list = []
    }
    list.push(tag)
  }
  return list.length > 0 ? [...notices, JSON.stringify(list)] : notices
}
