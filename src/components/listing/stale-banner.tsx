/** Tells readers that a source has been silent for too long. */

/** `since`: the day on which the first of them was last heard from. */
export function StaleBanner({ sources, since }: { sources: string[]; since: string }) {
  return (
    <p className="mb-6 border-y border-rule py-3 text-sm">
      No data from {sources.join(' and ')} since {since}, so the newest editions may be incomplete.{' '}
      <a href="/status" className="link font-semibold">
        More
      </a>
    </p>
  )
}
