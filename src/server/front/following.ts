/** Keeps the store up to date with announced changes; its pages are stale while none can be heard. */
import { listenForChanges } from '../../db/change-listener.ts'
import { listRemovedSince } from '../../db/papers/removals.ts'
import { listTagsOfPapers } from '../../db/papers/shown-papers.ts'
import { goneTag } from '../../wire/page-tags.ts'
import { inTime } from './in-time.ts'
import type { PageStore } from './page-store.ts'

/** How long kept pages wait for news of removals. */
const PATIENCE_MS = 300

/**
 * Follows all changes until the returned function is called. While none can be heard, pages are
 * served as stale, after reading what has been removed: one broken connection does not mean that the
 * database is down. A database that does not answer is not waited for, since it takes no removals
 * either.
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
