/** What an address leads to, worked out once and remembered, since every request needs it. */
import type { PageSource } from './kept-page.ts'
import { isHydrated, type Kept, MISSING_ADDRESS, type Policy, policyOf } from './policy.ts'
import type { Renders } from './renders.ts'

const MOST_REMEMBERED = 5_000
/** Any address without a page shows the same one, rendered once. */
export const MISSING: Kept = {
  kind: 'kept',
  address: MISSING_ADDRESS,
  takesForeignPosts: false,
  lifetime: 60,
  tags: [],
}

/** How an address is answered; without a source, Next is asked each time. */
export type Route = { policy: Policy; source?: PageSource }

export function createRoutes(renders: Renders) {
  const remembered = new Map<string, Route>()

  function routeTo(url: string): Route {
    const known = remembered.get(url)
    if (known) return known
    const found = routeOf(policyOf(url))
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(url, found)
    return found
  }

  function routeOf(policy: Policy): Route {
    const page = policy.kind === 'missing' ? MISSING : policy
    if (page.kind !== 'kept') return { policy }
    const { address, lifetime, tags } = page
    const source: PageSource = {
      key: address,
      lifetime,
      tags,
      render: (network = null) =>
        renders.render({ network }, page, { isHydrated: isHydrated(page, false) }),
    }
    return { policy, source }
  }

  return { routeTo, missing: routeOf({ kind: 'missing' }) }
}
