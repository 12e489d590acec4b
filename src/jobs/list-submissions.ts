/** Lists the submissions with enough votes from members in the edition that has just opened. */
import { listPaper } from '../db/editions/curation.ts'
import { readListingRule } from '../db/editions/listing-rule.ts'
import { listVotedSubmissions } from '../db/editions/submissions.ts'
import { editionOpensAt, newestOpenedDate } from '../domain/edition.ts'
import { OPERATOR } from '../domain/moderation.ts'
import { chooseSubmissions, votesToList } from '../domain/submission.ts'
import { env } from '../env.ts'

/**
 * Considers the submissions and votes from before the newest edition opened; later ones wait for the
 * next edition, no matter when this runs.
 */
export async function listSubmissions(now: Date): Promise<{ listed: string[] }> {
  const clock = env().editionClock
  const date = newestOpenedDate(now, clock)
  const waiting = await listVotedSubmissions(new Date(editionOpensAt(date, clock)))
  const needed = votesToList(await readListingRule())
  const listed: string[] = []
  for (const { paperId, votes } of chooseSubmissions(waiting, needed)) {
    const reason = `${votes} ${votes === 1 ? 'vote' : 'votes'} when the edition opened`
    const by = { actor: OPERATOR, now }
    if (await listPaper({ paperId, date, isNewest: true, clock }, by, reason)) listed.push(paperId)
  }
  return { listed }
}
