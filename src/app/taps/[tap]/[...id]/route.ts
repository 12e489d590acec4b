import { hidePaper, savePaper } from '@/db/papers/marks'
import { castVote, withdrawVote } from '@/db/votes/votes'
import { answerTap, type TapAsk, type TapResult } from '@/session/tap'

const TAPS: Record<string, (ask: TapAsk) => Promise<TapResult>> = {
  vote: ({ on, member, ...ask }) => {
    const vote = { ...ask, memberId: member.id }
    return on ? castVote(vote) : withdrawVote(vote)
  },
  save: ({ member, ...ask }) => savePaper({ ...ask, memberId: member.id }),
  hide: ({ member, ...ask }) => hidePaper({ ...ask, memberId: member.id }),
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
