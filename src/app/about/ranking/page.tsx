import type { Metadata } from 'next'
import { MathText } from '@/components/paper/math-text'
import { TextPage } from '@/components/ui/text-page'
import { HALF_LIFE_HOURS } from '@/domain/ranking'

export const metadata: Metadata = {
  title: 'How ranking works',
  description: 'Broadsheet’s four sort orders and the exact formula for trending.',
  alternates: { canonical: '/about/ranking' },
}

export default function RankingPage() {
  return (
    <TextPage title="How ranking works">
      <p>
        A list can be sorted in four ways, each by one number per paper. Ties are broken by when the
        papers were listed, earliest first, then by their place in the list they came from, then by
        their ID.
      </p>
      <h2>Votes</h2>
      <p>
        Most votes first: those cast here plus those on Hugging Face when we last checked. Editions
        are sorted this way unless you choose otherwise, and their first three papers with a vote
        are called “#1 of the day” and so on.
      </p>
      <h2>Trending</h2>
      <p>
        A vote counts in full when it is cast, and its weight halves every {HALF_LIFE_HOURS} hours.
        What is left of a paper’s votes now is its number of <em>fresh votes</em>. With{' '}
        <MathText text="$x(t)$" /> the time since the start of 2020 in units of {HALF_LIFE_HOURS}{' '}
        hours, votes cast at times <MathText text="$t_i$" /> and comments written by people other
        than the submitter at times <MathText text="$u_j$" />,
      </p>
      <Formula
        of="votes and comments"
        tex="V=\log_2\sum_i 2^{x(t_i)}\qquad C=\log_2\sum_j 2^{x(u_j)}"
      />
      <Formula
        of="the score"
        tex="\text{score}=\log_2\!\left(2^V+\min\!\left(\tfrac12\,2^C,\;2^V\right)\right)"
      />
      <Formula of="fresh votes" tex="\text{fresh votes now}=2^{\,\text{score}-x(\text{now})}" />
      <p>
        So a comment counts as half a vote, and all comments together count at most as much as the
        votes. The score changes only with votes and comments, never with time, and sorting by score
        always gives the same order as sorting by fresh votes. The <MathText text="$n$" /> votes on
        another site count as if cast when the paper was listed:{' '}
        <MathText text="$x(\text{listed})+\log_2 n$" />. Comments there don’t count. Scores are
        compared to six decimal places.
      </p>
      <p>
        The method is forward decay (Cormode, Shkapenyuk, Srivastava and Xu, “Forward Decay: A
        Practical Time Decay Model for Streaming Systems”, ICDE 2009).
      </p>
      <h2>New</h2>
      <p>Newest listing first; unlisted papers are placed by publication date.</p>
      <h2>Discussed</h2>
      <p>Most comments first, counted like votes: those written here plus those on Hugging Face.</p>
    </TextPage>
  )
}

function Formula({ tex, of }: { tex: string; of: string }) {
  return (
    <section
      aria-label={`Formula for ${of}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
      tabIndex={0}
      className="mb-3.5 overflow-x-auto py-1 text-lg [&_math]:text-left"
    >
      <MathText text={`$$${tex}$$`} />
    </section>
  )
}
