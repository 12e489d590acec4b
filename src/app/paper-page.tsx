/** The page of one paper. */
import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { Discussion } from '@/components/discussion/discussion'
import { AuthorList } from '@/components/paper/author-list'
import { CategoryChips } from '@/components/paper/category-chips'
import { CiteBox } from '@/components/paper/cite-box'
import { Counts } from '@/components/paper/counts'
import { MathText } from '@/components/paper/math-text'
import { OrganizationBadge } from '@/components/paper/organization-badge'
import { PaperActions } from '@/components/paper/paper-actions'
import { PaperNotes } from '@/components/paper/paper-notes'
import { PublishedDate } from '@/components/paper/published-date'
import { RemovedPaper } from '@/components/paper/removed-paper'
import { Sparkline } from '@/components/paper/sparkline'
import { VotersBox } from '@/components/paper/voters'
import { listComments } from '@/db/comments/comments'
import { notePaperSeen, readMarks } from '@/db/papers/marks'
import { findPaper, type Paper } from '@/db/papers/papers'
import { findRemoval, type Removal } from '@/db/papers/removals'
import { countVotesByDay, listVoters } from '@/db/votes/voters'
import { readArxivId } from '@/domain/arxiv-id'
import { CITATION_FORMATS, type CitationFormat } from '@/domain/citation'
import { longDate } from '@/domain/dates'
import { plainTextOf } from '@/domain/latex'
import { NO_MARKS } from '@/domain/marks'
import { isCurator } from '@/domain/member'
import { cut } from '@/domain/short-text'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'
import { readRequest } from '@/session/request'
import { readClock } from './list-request'

const DESCRIPTION_LENGTH = 155
const VOTERS_SHOWN = 12
const SPARKLINE_DAYS = 60
/** So many of a day stand out. */
const BEST = 3

const findShownOrRemoved = async (id: string) => (await findPaper(id)) ?? (await findRemoval(id))

/**
 * The paper of an address, or why it was removed; any other spelling of its id redirects, an unknown
 * one answers 404.
 */
const readPaper = cache(async (asked: string): Promise<Paper | Removal> => {
  const id = decodeURIComponent(asked)
  const paper = await findShownOrRemoved(id)
  if (paper) return paper
  const canonical = readArxivId(id)?.id ?? id.toLowerCase()
  if (canonical === id || !(await findShownOrRemoved(canonical))) notFound()
  permanentRedirect(`/papers/${canonical}`)
})

export async function paperMetadata(id: string): Promise<Metadata> {
  const paper = await readPaper(id)
  if ('removedAt' in paper) return { title: `${paper.id} was removed`, robots: { index: false } }
  const title = plainTextOf(paper.title)
  const description = paper.abstract && cut(plainTextOf(paper.abstract), DESCRIPTION_LENGTH)
  const path = `/papers/${paper.id}`
  return {
    title,
    description: description ?? `${title} on Broadsheet`,
    alternates: {
      canonical: path,
      types: Object.fromEntries(
        (Object.keys(CITATION_FORMATS) as CitationFormat[]).map((format) => [
          CITATION_FORMATS[format].mediaType,
          citationPath(paper.id, format),
        ]),
      ),
    },
    openGraph: { type: 'article', title, description: description ?? undefined, url: path },
  }
}

export async function PaperPage({ id }: { id: string }) {
  const [paper, member, { isPrefetch }] = await Promise.all([
    readPaper(id),
    currentMember(),
    readRequest(),
  ])
  const isForCurator = member !== null && isCurator(member)
  if ('removedAt' in paper) return <RemovedPaper removal={paper} isForCurator={isForCurator} />
  const clock = readClock()
  const marks = (member && (await readMarks(member.id, [paper.id])).get(paper.id)) ?? NO_MARKS
  if (member && !isPrefetch) await notePaperSeen(member.id, paper.id, clock.now)
  const [voters, days, comments] = await Promise.all([
    listVoters(paper.id, VOTERS_SHOWN),
    countVotesByDay(paper.id, clock.now, SPARKLINE_DAYS),
    listComments(paper.id),
  ])
  return (
    <div className="mx-auto grid max-w-[1128px] grid-cols-1 gap-6 px-6 pt-[34px] wide:grid-cols-[minmax(0,1fr)_288px] wide:gap-14">
      <main id="main" tabIndex={-1} className="min-w-0 outline-none">
        <Crumbs paper={paper} />
        <h1
          dir="auto"
          className="mt-2 mb-3 font-serif text-[30px] leading-[1.15] font-semibold tracking-[-.02em] text-balance wide:text-[36px]"
        >
          <MathText text={paper.title} isTitle />
        </h1>
        <AuthorList authors={paper.authors} authorCount={paper.authorCount} />
        <p className="dot-list flex flex-wrap items-center gap-y-1.5 text-[13.5px] text-mute">
          {paper.organization && <OrganizationBadge organization={paper.organization} />}
          <PublishedDate date={paper.publishedOn} today={clock.today} />
          {paper.arxivId && (
            <span>
              arXiv:{paper.arxivId}
              {paper.version && `v${paper.version}`}
            </span>
          )}
        </p>
        <p className="mt-2 flex flex-wrap gap-2">
          <CategoryChips names={paper.categories} />
        </p>
        {paper.withdrawn && (
          <p className="mt-5 rounded-xl bg-blush px-4 py-3">
            <strong className="text-accent">Withdrawn.</strong> The authors have withdrawn this
            paper from arXiv.
            {paper.note && ` Their comment: “${paper.note}”`}
          </p>
        )}
        <PaperActions paper={paper} marks={marks} />
        {isForCurator && (
          <p className="mt-3 text-[13.5px]">
            <a href={`/admin/papers/${paper.id}`} className="link py-1">
              Open on the curators’ desk
            </a>
          </p>
        )}
        <h2 className="mt-[30px] mb-3 text-[15px] leading-none font-semibold">
          {paper.summarised ? 'Summary' : 'Abstract'}
        </h2>
        {paper.abstract ? (
          <p dir="auto" className="max-w-[68ch] font-serif text-[18.5px] leading-[1.62]">
            <MathText text={paper.abstract} />
          </p>
        ) : (
          <p className="text-mute">No abstract available yet.</p>
        )}
        {paper.summarised && (
          <p className="mt-3 text-[13px] text-mute">
            Written for Broadsheet’s sample in place of the authors’ abstract.
          </p>
        )}
        <Sparkline days={days} score={paper.score} clock={clock} />
        <PaperNotes paper={paper} />
        <Discussion
          comments={comments}
          reading={{ paperId: paper.id, member, formKey: randomUUID(), now: clock.now }}
          elsewhere={{ count: paper.importedComments, href: huggingFacePage(paper.arxivId) }}
        />
      </main>
      <aside aria-label="Votes and citation" className="min-w-0 wide:pt-1.5">
        <Counts paper={paper} now={clock.now} />
        <VotersBox {...voters} />
        <CiteBox
          bibtex={CITATION_FORMATS.bib.write(paper, `${env().SITE_URL}/papers/${paper.id}`)}
          downloads={(Object.keys(CITATION_FORMATS) as CitationFormat[]).map((format) => ({
            label: CITATION_FORMATS[format].label,
            href: citationPath(paper.id, format),
          }))}
        />
      </aside>
    </div>
  )
}

function Crumbs({ paper }: { paper: Paper }) {
  if (paper.listings.length === 0) {
    return <p className="text-[13.5px] text-mute">Not listed in an edition yet</p>
  }
  return (
    <ul className="text-[13.5px] leading-7 text-mute">
      {paper.listings.map(({ date, rank }) => (
        <li key={date} className="dot-list">
          <a href={`/papers/date/${date}#paper-${paper.id}`} className="py-1 hover:underline">
            {longDate(date)}
          </a>
          {rank !== null && (
            <span className={rank <= BEST ? 'inline-block text-accent' : 'inline-block'}>
              #{rank} paper of the day
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function huggingFacePage(arxivId: string | null): string | null {
  return arxivId && `https://huggingface.co/papers/${arxivId}`
}

function citationPath(id: string, format: CitationFormat): string {
  return `/papers/${id}.${format === 'csl' ? 'csl.json' : format}`
}
