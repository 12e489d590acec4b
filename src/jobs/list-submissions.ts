/** Lists, in the edition that has opened, the submissions that members have voted for enough. */
import { listPaper } from '../db/editions/curation.ts'
import { readListingRule } from '../db/editions/listing-rule.ts'
import { listVotedSubmissions } from '../db/editions/submissions.ts'
import { editionOpensAt, newestOpenedDate } from '../domain/edition.ts'
import { OPERATOR } from '../domain/moderation.ts'
import { chooseSubmissions, votesToList } from '../domain/submission.ts'
import { env } from '../env.ts'

/**
 * Decides over the submissions and votes that were there when the newest edition opened: what comes
 * later waits for the next one, whenever this runs.
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
