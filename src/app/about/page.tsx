import type { Metadata } from 'next'
import { TextPage } from '@/components/ui/text-page'
import { TRACE_DAYS } from '@/db/members/traces'
import { env } from '@/env'

export const metadata: Metadata = {
  title: 'About',
  description: 'What Broadsheet is, where its papers come from and how votes are counted.',
  alternates: { canonical: '/about' },
}

export default function AboutPage() {
  const { timeZone, hour } = env().editionClock
  return (
    <TextPage title="About Broadsheet">
      <p>
        Broadsheet gives a research community one page a day: the papers worth reading, ranked by
        its own votes. It is open source and runs on one machine.
      </p>
      <h2>Editions</h2>
      <p>
        An edition is the papers <em>listed</em> on one calendar date. The date on a card is
        something else: the day the paper was first published. An edition opens at {hour}:00 (
        {timeZone}) on the evening before its date, when arXiv announces new papers, so Monday’s
        opens on Sunday and there are none on weekends. A paper can be listed on several dates; the
        first one counts.
      </p>
      <h2>Where the papers come from</h2>
      <p>
        Titles, abstracts and authors come from arXiv, whose metadata is in the public domain (CC0),
        and from Hugging Face’s daily lists. PDFs stay where they are: Broadsheet links to them and
        stores none. Where sources differ, arXiv wins over Hugging Face, and Hugging Face over
        imported files. What no source tells us is shown as unknown.
      </p>
      <p>
        Some papers may have a short summary of our own, marked “Our summary”. These come with the
        sample that fills an empty site. The abstract replaces them as soon as a source provides it.
      </p>
      <h2>Members and curators</h2>
      <p>
        Any member can <a href="/submit">submit</a> an arXiv paper. Submissions join an edition when
        a curator lists them or when enough members have voted by the time it opens. Curators also
        remove what doesn’t belong here. <a href="/moderation">Everything they do</a> is public.
      </p>
      <h2>Votes</h2>
      <p>
        The number next to a paper is its votes here plus its votes on Hugging Face; the paper’s own
        page shows them separately. <a href="/about/ranking">How ranking works</a> has every
        formula.
      </p>
      <h2>Keys</h2>
      <p>
        In a list, <code>j</code> and <code>k</code> move from title to title, <code>o</code> or
        Enter opens the focused paper, and <code>?</code> shows all keys and a switch to turn them
        off. They do nothing while you type. Everything works without them, and without JavaScript.
      </p>
      <h2>Privacy</h2>
      <p>
        Pages load nothing from other sites, set no cookies for readers and have no trackers. The
        theme you choose stays in your browser.
      </p>
      <p>
        To prevent abuse, we keep the network address of a sign-in and the network of a vote for{' '}
        {TRACE_DAYS} days, then delete them. Members can export everything we keep about them, or
        delete their account, in their <a href="/settings">settings</a>.
      </p>
    </TextPage>
  )
}
