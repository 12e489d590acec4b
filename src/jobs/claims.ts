/** Hands out mails one by one from batches claimed for one sender. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Claimed, claimDeliveries, type Lease } from '../db/deliveries.ts'
import { takeBudget } from '../db/send-budget.ts'
import type { Clock } from '../domain/clock.ts'
import { env } from '../env.ts'

/** The sender's next mail; null when there is none, or it must stop. */
export type NextClaim = () => Promise<Claimed | null>

/** Claims up to `batch` at a time, no more than the budget of all processes grants. */
export function makeClaims(
  token: string,
  options: { clock: Clock; lease: Lease; batch: number; mayGoOn: () => boolean },
): NextClaim {
  const { clock, lease, batch, mayGoOn } = options
  const claimed: Claimed[] = []
  let claiming: Promise<void> | undefined
  const claimMore = async () => {
    const limit = await granted(batch, mayGoOn)
    if (limit > 0) claimed.push(...(await claimDeliveries(token, { limit, now: clock(), lease })))
  }
  return async () => {
    if (claimed.length === 0 && mayGoOn()) {
      claiming ??= claimMore().finally(() => {
        claiming = undefined
      })
      await claiming
    }
    return (mayGoOn() && claimed.shift()) || null
  }
}

/** Waits until the budget has something left; 0 when the sender must stop meanwhile. */
async function granted(wanted: number, mayGoOn: () => boolean): Promise<number> {
  const { MAIL_PER_SECOND } = env()
  if (MAIL_PER_SECOND === 0) return wanted
  while (mayGoOn()) {
    const limit = await takeBudget(wanted, MAIL_PER_SECOND)
    if (limit > 0) return limit
    await pause(1_000 / MAIL_PER_SECOND)
  }
  return 0
}
