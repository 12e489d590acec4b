/** How many mails may leave per second, across all processes. */
import { db } from '../client.ts'

/**
 * Takes up to `wanted` mails from a bucket that holds one second's worth and refills at
 * `perSecond`; returns how many were granted, perhaps none.
 */
export async function takeBudget(wanted: number, perSecond: number): Promise<number> {
  await db().$executeRaw`
    insert into send_budget (key, tokens, refilled_at)
    values ('mail', ${perSecond}::float8, clock_timestamp()) on conflict (key) do nothing`
  const [row] = await db().$queryRaw<{ granted: number }[]>`
    with bucket as (
      select least(${perSecond}::float8, tokens + ${perSecond}::float8
        * extract(epoch from clock_timestamp() - refilled_at)::float8) as filled
      from send_budget where key = 'mail' for update
    )
    update send_budget set refilled_at = clock_timestamp(),
      tokens = filled - least(${wanted}::float8, floor(filled))
    from bucket where key = 'mail' returning least(${wanted}::float8, floor(filled))::int as granted`
  return row?.granted ?? 0
}
