/** What a sender does last: makes up for failures that were not its mails' fault, and gives the rest back. */
import {
  type Claimed,
  postponeDomain,
  takeBackRefusals,
  unclaim,
} from '../db/deliveries/deliveries.ts'
import type { Sender } from './sender.ts'

/** How long a domain that refused mail after mail is left alone. */
const DOMAIN_REST_MS = 15 * 60_000

/** Gives back what was claimed, then takes back the failures that the breaker found not to be the mails' fault. */
export async function clearUp<Mail extends Claimed>(sender: Sender<Mail>): Promise<void> {
  const { queue, token, clock, breaker, bounced, failed, counts } = sender
  await unclaim(token)
  const blameless = new Set(breaker.blameless())
  if (blameless.size > 0) await takeBackRefusals([...blameless], clock())
  for (const id of blameless) {
    const isBounced = bounced.some((one) => one.id === id)
    if (!isBounced && failed.get(id) !== 'refused') continue
    counts[isBounced ? 'bounced' : 'refused']--
    counts.retry++
  }
  const restUntil = new Date(clock().getTime() + DOMAIN_REST_MS)
  for (const domain of breaker.domains().keys()) await postponeDomain(domain, restUntil)
  // Addresses are suppressed only now that it is clear that the relay doesn't refuse all of them.
  const gone = bounced.filter(({ id }) => !blameless.has(id))
  if (gone.length > 0) await queue.suppress(gone, clock())
}
