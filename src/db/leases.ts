/** What only one process at a time may do: held for a while in Postgres, by Postgres's clock. */
import { randomUUID } from 'node:crypto'
import { db } from './client.ts'

export type Lease = { name: string; holder: string }

const WORK_LEASE_MS = 60_000
const RENEW_MS = 15_000

/** Takes the lease for a time, or null when another has it or its rest is not over. */
export async function takeLease(name: string, forMs: number): Promise<Lease | null> {
  const holder = randomUUID()
  const taken = await db().$executeRaw`
    insert into leases (name, holder, free_at)
    values (${name}, ${holder}::uuid, clock_timestamp() + ${forMs} * interval '1 ms')
    on conflict (name) do update set holder = excluded.holder,
      free_at = clock_timestamp() + ${forMs} * interval '1 ms'
    where leases.free_at <= clock_timestamp()`
  return taken === 1 ? { name, holder } : null
}

/** Gives it back; nobody may take it before `restMs` are over. Another's lease stays as it is. */
export async function endLease({ name, holder }: Lease, restMs = 0): Promise<void> {
  await db().$executeRaw`
    update leases set holder = null, free_at = clock_timestamp() + ${restMs} * interval '1 ms'
    where name = ${name} and holder = ${holder}::uuid`
}

/** Until when it cannot be taken: held by somebody, who may end sooner, or resting. */
export async function findWait(name: string): Promise<{ isHeld: boolean; ms: number }> {
  const [row] = await db().$queryRaw<{ isHeld: boolean; ms: number }[]>`
    select holder is not null as "isHeld",
      greatest(extract(epoch from free_at - clock_timestamp()) * 1000, 0)::float8 as ms
    from leases where name = ${name}`
  return row ?? { isHeld: false, ms: 0 }
}

/**
 * Does the work while no other process does work of that name; null when one does. The lease is
 * renewed as long as this process lives, and is free a minute after its death.
 */
export async function withLease<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const lease = await takeLease(name, WORK_LEASE_MS)
  if (!lease) return null
  // A renewal that fails is made good by the next, or the lease runs out as for a dead process.
  const renewing = setInterval(() => void renew(lease).catch(() => {}), RENEW_MS)
  renewing.unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await endLease(lease)
  }
}

async function renew({ name, holder }: Lease): Promise<void> {
  await db().$executeRaw`
    update leases set free_at = clock_timestamp() + ${WORK_LEASE_MS} * interval '1 ms'
    where name = ${name} and holder = ${holder}::uuid`
}
