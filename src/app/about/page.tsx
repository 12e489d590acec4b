import type { Metadata } from 'next'
import { TextPage } from '@/components/ui/text-page'
import { TRACE_DAYS } from '@/db/members/traces'
import { env } from '@/env'

export const metadata: Metadata = {
  title: 'About',
  description: 'What Broadsheet is, where its papers come from, and how it counts.',
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
        An edition is a calendar date on which papers were <em>listed</em>. The date on a card is
        another thing: the day the paper was first published. An edition opens at {hour}:00 (
        {timeZone}) on the evening before its date, when arXiv announces, so Monday’s opens on
        Sunday and weekends have none. A paper can be listed on several dates; the first is the one
        that counts.
      </p>
      <h2>Where the papers come from</h2>
      <p>
        Titles, abstracts and authors come from arXiv, whose metadata is in the public domain (CC0),
        and from the daily lists of Hugging Face. PDFs stay where they are: Broadsheet links to them
        and stores none. Where two sources differ, arXiv’s word goes first, then Hugging Face’s,
        then that of a file. What no source says is shown as unknown.
      </p>
      <p>
        Some papers may carry a short summary of our own, marked “Our summary”. Those belong to the
        sample that fills an empty site, and give way to the abstract as soon as a source brings it.
      </p>
      <h2>Members and curators</h2>
      <p>
        A member can <a href="/submit">submit</a> any paper on arXiv. Curators list submissions in
        an edition, and so do enough votes of other members by the time an edition opens. Curators
        also remove what does not belong here: <a href="/moderation">everything they do</a> is
        public.
      </p>
      <h2>Votes</h2>
      <p>
        The number beside a paper adds the votes given here and those it had on Hugging Face; the
        paper’s own page tells them apart. <a href="/about/ranking">How ranking works</a> gives
        every formula.
      </p>
      <h2>Keys</h2>
      <p>
        In a list, <code>j</code> and <code>k</code> move from title to title, <code>o</code> or
        Enter opens, and <code>?</code> shows all keys and a switch to turn them off. They are
        silent while you type. Everything works without them, and without JavaScript.
      </p>
      <h2>Privacy</h2>
      <p>
        Pages load nothing from other sites, set no cookie for readers and carry no tracker. The
        theme you choose stays in your browser.
      </p>
      <p>
        Against abuse, the network address of a sign-in and the network that a vote came from are
        kept for {TRACE_DAYS} days and then forgotten. Members find everything that is kept about
        them in their <a href="/settings">settings</a>, to take along or to delete.
      </p>
    </TextPage>
  )
}
