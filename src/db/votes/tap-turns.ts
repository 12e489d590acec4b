/** The order of taps: of two on the same paper the later one counts, whichever arrives first. */
import { db, type Tx } from '../client.ts'

/** A tap's number, which counts up within its session. Without one, a tap counts as the latest. */
export type Turn = { sessionId: string; turn: number } | undefined
export type Tapped = { memberId: string; paperId: string; tap: 'vote' | 'save' | 'hide'; now: Date }

/**
 * Acts in a transaction; null if a later tap of the same session has already arrived. Two taps at the
 * same time go one after the other.
 */
export function actInTurn<Result>(
  tapped: Tapped,
  turn: Turn,
  act: (tx: Tx) => Promise<Result>,
): Promise<Result | null> {
  return db().$transaction(async (tx) =>
    !turn || (await takeTurn(tx, tapped, turn)) ? act(tx) : null,
  )
}

/** Its row stays locked until the transaction ends. */
async function takeTurn(
  tx: Tx,
  { memberId, paperId, tap, now }: Tapped,
  { sessionId, turn }: NonNullable<Turn>,
) {
  const count = await tx.$executeRaw`
    insert into tap_turns (member_id, paper_id, tap, session_id, turn, tapped_at)
    select m.id, p.id, ${tap}, ${sessionId}, ${turn}::bigint, ${now}::timestamptz
    from members m, papers p where m.id = ${memberId} and p.id = ${paperId}
    on conflict (member_id, paper_id, tap) do update
      set session_id = excluded.session_id, turn = excluded.turn, tapped_at = excluded.tapped_at
      where tap_turns.session_id <> excluded.session_id or tap_turns.turn < excluded.turn`
  return count > 0
}
