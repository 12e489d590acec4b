/** Keeps the store true to what is announced, and honest when nothing can be heard. */
import { listenForChanges } from '../../db/change-listener.ts'
import { listRemovedSince } from '../../db/papers/removals.ts'
import { listTagsOfPapers } from '../../db/papers/shown-papers.ts'
import { goneTag } from '../../wire/page-tags.ts'
import { inTime } from './in-time.ts'
import type { PageStore } from './page-store.ts'

/** Kept pages wait so long for word of removals. */
const PATIENCE_MS = 300

/**
 * Follows all changes until what it returns is called. While none are heard, pages are served as
 * old. What was removed meanwhile is read first, wherever the database can be asked: a connection
 * that broke says nothing of the others. A database that gives no answer is not waited for; it
 * takes no removal either.
 */
export function followChanges(store: PageStore): () => Promise<void> {
  return listenForChanges({
    onChange: store.drop,
    onLost: (since, isSilent) => {
      const asked = dropRemoved(store, since)
      asked.catch(() => {})
      store.doubt(isSilent ? undefined : inTime(asked, PATIENCE_MS))
    },
    onBack: async (since) => {
      await dropRemoved(store, since)
      store.trust()
    },
  })
}

async function dropRemoved(store: PageStore, since: Date) {
  const tags = await listTagsOfPapers(await listRemovedSince(since))
  store.drop(tags.map(goneTag))
}
