/** Handles: made up at first, then chosen by their member, and reserved for a year once given up. */
import { randomInt } from 'node:crypto'
import { madeUpHandle } from '../../domain/member.ts'
import { db, type Tx } from '../client.ts'
import { isTakenError } from '../retry.ts'

const REST_MS = 365 * 86_400_000

/** A handle that says nothing about anyone, and that nobody has or recently had. */
export async function makeUpHandle(tx: Tx): Promise<string> {
  for (;;) {
    const handle = madeUpHandle(randomInt)
    const [taken, resting] = await Promise.all([
      tx.member.findUnique({ where: { handle }, select: { id: true } }),
      tx.restingHandle.findUnique({ where: { handle } }),
    ])
    if (!taken && !resting) return handle
  }
}

/** Whether a member could take a handle now, though somebody else may still be faster. */
export async function isFreeHandle(handle: string, memberId: string, now: Date): Promise<boolean> {
  const owner = await db().member.findUnique({ where: { handle }, select: { id: true } })
  return owner ? owner.id === memberId : !(await isResting(db(), handle, memberId, now))
}

/**
 * Gives a member another handle and lets the old one rest. If somebody has it, or had it less than a
 * year ago, throws an error that isHandleTaken recognises.
 */
export async function takeHandle(
  tx: Tx,
  memberId: string,
  handle: string,
  now: Date,
): Promise<void> {
  const before = await tx.member.findUniqueOrThrow({ where: { id: memberId } })
  await tx.member.update({ where: { id: memberId }, data: { handle, handleChosenAt: now } })
  if (before.handle === handle) return
  // Checked only now: if its owner is giving it up at this moment, the statement above waited for that.
  if (await isResting(tx, handle, memberId, now)) throw new HandleTaken()
  await tx.restingHandle.deleteMany({ where: { handle } })
  await restHandle(tx, before.handle, memberId, now)
}

/** Lets a handle rest: only `memberId` may take it back. */
export async function restHandle(
  tx: Tx,
  handle: string,
  memberId: string | null,
  now: Date,
): Promise<void> {
  const row = { memberId, until: new Date(now.getTime() + REST_MS) }
  await tx.restingHandle.upsert({ where: { handle }, create: { handle, ...row }, update: row })
}

/** Whether an error says that somebody else has a handle. */
export function isHandleTaken(error: unknown): boolean {
  return error instanceof HandleTaken || isTakenError(error)
}

class HandleTaken extends Error {}

async function isResting(tx: Tx, handle: string, memberId: string, now: Date): Promise<boolean> {
  const found = await tx.restingHandle.findUnique({ where: { handle } })
  return found !== null && found.until > now && found.memberId !== memberId
}
