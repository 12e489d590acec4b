/**
 * A process of its own, on the database of its environment: gives a site what its pictures show, and
 * prints who can sign in and which links were mailed. See sites.ts.
 */
import { flushChanges } from '../../src/db/changes.ts'
import { closeDb } from '../../src/db/client.ts'
import { giveMail } from './given/mail.ts'
import { givePapers } from './given/papers.ts'
import { giveMarks, givePeople } from './given/people.ts'
import { giveSources } from './given/sources.ts'
import { giveDecisions, giveTalk } from './given/talk.ts'
import type { SiteName } from './sites.ts'
import type { Who } from './state.ts'

export type Given = {
  cookies: Record<Who, string>
  /** Tokens, and addresses of this site without their host. */
  links: Partial<Record<'signIn' | keyof Awaited<ReturnType<typeof giveMail>>, string>>
  papers: string[]
  comments: { question?: number; answer?: number }
}

async function fill(site: SiteName): Promise<Given> {
  const papers = site === 'empty' ? [] : await givePapers()
  const people = await givePeople()
  const given: Given = {
    cookies: Object.fromEntries(
      Object.entries(people).map(([who, { cookie }]) => [who, cookie]),
    ) as Given['cookies'],
    links: {},
    papers,
    comments: {},
  }
  if (site === 'failing') await giveSources({ isFailing: true })
  if (site !== 'full') return given
  await giveMarks(people, papers)
  given.comments = await giveTalk(people, papers[0] ?? '')
  await giveDecisions(people, papers)
  await giveSources({ isFailing: false })
  given.links = await giveMail(people)
  return given
}

const given = await fill(process.argv[2] as SiteName)
await flushChanges()
await closeDb()
console.log(JSON.stringify(given))
process.exit(0)
