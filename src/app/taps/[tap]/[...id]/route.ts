import { hidePaper, notePaperSeen, savePaper } from '@/db/papers/marks'
import { castVote, withdrawVote } from '@/db/votes/votes'
import { answerTap, type TapAsk, type TapResult } from '@/session/tap'

const TAPS: Record<string, (ask: TapAsk) => Promise<TapResult>> = {
  vote: ({ on, turn, member, ...ask }) => {
    const vote = { ...ask, memberId: member.id }
    return on ? castVote(vote, turn) : withdrawVote(vote, turn)
  },
  save: ({ member, turn, ...ask }) => savePaper({ ...ask, memberId: member.id }, turn),
  // A page that was fetched ahead says so itself once it is looked at.
  seen: async ({ member, paperId, now }) => {
    await notePaperSeen(member.id, paperId, now)
    return { on: true }
  },
  hide: ({ member, turn, ...ask }) => hidePaper({ ...ask, memberId: member.id }, turn),
}

/** `POST /papers/{id}/vote`, `/save` and `/hide` lead here (next.config.ts). */
export async function POST(
  request: Request,
  { params }: RouteContext<'/taps/[tap]/[...id]'>,
): Promise<Response> {
  const { tap, id } = await params
  const act = Object.hasOwn(TAPS, tap) ? TAPS[tap] : undefined
  if (!act) return new Response('No such action.\n', { status: 404 })
  return answerTap(request, id.join('/'), act)
}
