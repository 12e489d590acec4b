import type { Metadata } from 'next'
import { MathText } from '@/components/paper/math-text'
import { TextPage } from '@/components/ui/text-page'
import { HALF_LIFE_HOURS } from '@/domain/ranking'

export const metadata: Metadata = {
  title: 'How ranking works',
  description: 'The four orders of Broadsheet and the exact formula of trending.',
  alternates: { canonical: '/about/ranking' },
}

export default function RankingPage() {
  return (
    <TextPage title="How ranking works">
      <p>
        A list can be read in four orders. Each is one number per paper. Papers with the same number
        stand in the order in which they were listed: first listed first, then their place in the
        list that brought them, then their id.
      </p>
      <h2>Votes</h2>
      <p>
        Most votes first: those given here plus those the paper had on Hugging Face when it was last
        looked at. This is the order of an edition, and the first three with a vote are called “#1
        of the day” and so on.
      </p>
      <h2>Trending</h2>
      <p>
        A vote counts in full when it is cast and half as much every {HALF_LIFE_HOURS} hours after.
        What a paper has left now is its number of <em>fresh votes</em>. With{' '}
        <MathText text="$x(t)$" /> the time in units of {HALF_LIFE_HOURS} hours since the start of
        2020, votes cast at times <MathText text="$t_i$" /> and comments written by others at times{' '}
        <MathText text="$u_j$" />,
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
        So a comment counts half a vote, and all comments together at most as much as the votes. The
        score never changes with the clock, only with votes and comments, and the order by score is
        the order by fresh votes at every moment. The <MathText text="$n$" /> votes that another
        site counted enter as if cast when the paper was listed:{' '}
        <MathText text="$x(\text{listed})+\log_2 n$" />. Its comments do not enter. Scores are
        compared to six decimals.
      </p>
      <p>
        The method is forward decay (Cormode, Shkapenyuk, Srivastava and Xu, “Forward Decay: A
        Practical Time Decay Model for Streaming Systems”, ICDE 2009).
      </p>
      <h2>New</h2>
      <p>
        Listed last comes first. A paper that no edition lists stands at the day of its publication.
      </p>
      <h2>Discussed</h2>
      <p>Most comments first, counted like votes: those written here plus those on Hugging Face.</p>
    </TextPage>
  )
}

function Formula({ tex, of }: { tex: string; of: string }) {
  return (
    <section
      aria-label={`Formula of ${of}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
      tabIndex={0}
      className="mb-3.5 overflow-x-auto py-1 text-lg [&_math]:text-left"
    >
      <MathText text={`$$${tex}$$`} />
    </section>
  )
}
