/** The invitation above every list. A plain form, so that lists have nothing to load for it. */
import { STRONG_BUTTON } from '@/components/ui/button'
import { Decoy } from './decoy'

/** `topic`: the category that the list is about. */
export function DigestBanner({ isMember, topic }: { isMember: boolean; topic?: string }) {
  return (
    <form method="post" action="/subscribe/start" className="banner">
      <p>
        <b>new</b> Get trending {topic ? `${topic} papers` : 'papers'} in your email inbox
      </p>
      {isMember ? (
        <a href="/settings#digest" className={STRONG_BUTTON}>
          Subscribe
        </a>
      ) : (
        <>
          {topic && <input type="hidden" name="topics" value={topic} />}
          <Decoy />
          <input
            name="email"
            type="email"
            required
            maxLength={254}
            autoComplete="email"
            placeholder="you@lab.edu"
            aria-label="Email address"
          />
          <button type="submit" className={STRONG_BUTTON}>
            Subscribe
          </button>
        </>
      )}
    </form>
  )
}
