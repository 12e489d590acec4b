/** What was said, reported, submitted and decided. */
import { reportComment } from '../../../src/db/comments/comment-removals.ts'
import { deleteComment, editComment, postComment } from '../../../src/db/comments/comment-writes.ts'
import { removeReported } from '../../../src/db/comments/reports.ts'
import { setOrganization, unlistPaper } from '../../../src/db/editions/curation.ts'
import { declineSubmission, submitPaper } from '../../../src/db/editions/submissions.ts'
import { removePaper } from '../../../src/db/papers/removals.ts'
import { NEW_YORK } from '../../support/papers.ts'
import { hoursAgo, NOW, TODAY } from './moment.ts'
import { REMOVED, UNLISTED } from './papers.ts'
import type { People } from './people.ts'

const SAID = {
  question: 'How sensitive is this to the number of samples per turn? The appendix fixes it at 16.',
  answer:
    'Below 8 it stops improving after the second round; 32 changes little.\n\n' +
    '- the reward is $r_t = \\sum_{i \\le t} \\gamma^{t-i} c_i$\n- `--samples 16` is the default\n\n' +
    '> The appendix fixes it at 16.\n\nSee [the code](https://example.org/code) for the rest.',
  thanks: 'Thank you. That is what I needed to know.',
  gone: 'I take this back.',
  rude: 'Nobody should read this, and nobody should have written it.',
  long: 'Averylongwordthatdoesnotwanttowrap'.repeat(6),
}

/** A discussion on the first paper, in which one is deleted, one removed and one reported. */
export async function giveTalk({ member, bo, curator, fresh }: People, paperId: string) {
  let posted = 0
  const say = async (by: { id: string }, body: string, parentId: number | null = null) => {
    const [formKey, now] = [`key-${++posted}`, hoursAgo(12 - posted)]
    const said = await postComment({ memberId: by.id, paperId, parentId, body, formKey, now })
    if (!said || said === 'no-parent') throw new Error(`It could not be said: ${body}`)
    return said.id
  }
  const question = await say(bo, SAID.question)
  const answer = await say(member, SAID.answer, question)
  await say(bo, SAID.thanks, answer)
  const gone = await say(bo, SAID.gone)
  await say(curator, SAID.question, gone)
  await deleteComment({ id: gone, memberId: bo.id, now: hoursAgo(5) })
  const rude = await say(fresh, SAID.rude)
  await say(member, SAID.long, rude)
  await editComment({
    id: answer,
    memberId: member.id,
    body: `${SAID.answer} Edited.`,
    now: hoursAgo(3),
  })
  await reportComment({
    commentId: question,
    memberId: member.id,
    reason: 'Off topic, I think.',
    now: hoursAgo(2),
  })
  const by = { actor: curator.id, now: hoursAgo(2) }
  await removeReported(rude, 'It is an insult, and nothing else.', by)
  return { question, answer }
}

/** Three submissions, one of them declined, and acts of every usual kind in the public log. */
export async function giveDecisions({ member, bo, curator }: People, papers: string[]) {
  const [first = '', second = '', third = ''] = UNLISTED
  const submit = (paperId: string, by: { id: string }, note: string | null, hours: number) =>
    submitPaper({
      paperId,
      memberId: by.id,
      note,
      draft: null,
      now: hoursAgo(hours),
      clock: NEW_YORK,
    })
  await submit(
    first,
    member,
    'The group reads it on Thursday; a curator may want it in before.',
    30,
  )
  await submit(second, bo, null, 9)
  await submit(third, bo, null, 8)
  const by = (hours: number) => ({ actor: curator.id, now: hoursAgo(hours) })
  await declineSubmission(third, 'It is a talk’s slides.\nThe paper is here already.', by(4))
  await setOrganization(papers[11] ?? '', 'Many Lab', by(3))
  await unlistPaper(papers.at(-1) ?? '', TODAY, 'It came a day late', by(2))
  await removePaper(REMOVED, 'It is an advertisement.', { actor: curator.id, now: NOW })
}
