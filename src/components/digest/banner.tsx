/** The invitation above every list. A plain form, so that lists have nothing to load for it. */
import { STRONG_BUTTON } from '@/components/ui/button'
import { categoryName } from '@/domain/category'
import { Decoy } from './decoy'

/** `category`: what the list is about; one that arXiv does not have is no topic. */
export function DigestBanner({ isMember, category }: { isMember: boolean; category?: string }) {
  const topic = category && categoryName(category) !== null ? category : undefined
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
