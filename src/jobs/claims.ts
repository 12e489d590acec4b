/** Hands out mails one at a time from batches claimed for one sender. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Claimed } from '../db/deliveries/deliveries.ts'
import type { ClaimAsk } from '../db/deliveries/delivery-claims.ts'
import { takeBudget } from '../db/deliveries/send-budget.ts'
import type { Clock } from '../domain/clock.ts'
import { domainOf } from '../domain/email-address.ts'
import { env } from '../env.ts'

/** The sender's next mail; null when there is none, or it must stop. */
export type NextClaim<Mail> = () => Promise<Mail | null>

type Options<Mail> = {
  claim: (ask: ClaimAsk) => Promise<Mail[]>
  clock: Clock
  claimSeconds: number
  batch: number
  mayGoOn: () => boolean
  /** Domains to leave alone from now on. */
  except: () => string[]
}

/** Claims up to `batch` at a time, and never more than the budget that all processes share. */
export function makeClaims<Mail extends Claimed>(options: Options<Mail>): NextClaim<Mail> {
  const { claim, clock, claimSeconds, batch, mayGoOn, except } = options
  const claimed: Mail[] = []
  let claiming: Promise<void> | undefined
  const claimMore = async () => {
    const limit = await granted(batch, mayGoOn)
    if (limit === 0) return
    claimed.push(...(await claim({ limit, now: clock(), claimSeconds, except: except() })))
  }
  const takeOne = (): Mail | undefined => {
    const shut = except()
    const index = claimed.findIndex(({ email }) => !shut.includes(domainOf(email)))
    // Mails skipped here are given back at the end.
    return index < 0 ? undefined : claimed.splice(0, index + 1).at(-1)
  }
  return async () => {
    const known = mayGoOn() ? takeOne() : undefined
    if (known) return known
    if (mayGoOn()) {
      claiming ??= claimMore().finally(() => {
        claiming = undefined
      })
      await claiming
    }
    return (mayGoOn() && takeOne()) || null
  }
}

/** Waits until the budget has something left; 0 if the sender must stop first. */
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
