/** Leases: what only one process may do at a time, held for a while in Postgres, by Postgres's clock. */
import { randomUUID } from 'node:crypto'
import { db } from './client.ts'

export type Lease = { name: string; holder: string }

const WORK_LEASE_MS = 60_000
const RENEW_MS = 15_000

/** Takes a lease for `forMs`; null while another holds it or it is resting. */
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

/** Gives a lease back; it then rests for `restMs`. A lease that is by now another's is left alone. */
export async function endLease({ name, holder }: Lease, restMs = 0): Promise<void> {
  await db().$executeRaw`
    update leases set holder = null, free_at = clock_timestamp() + ${restMs} * interval '1 ms'
    where name = ${name} and holder = ${holder}::uuid`
}

/** How long a lease cannot be taken: it is held, though it may be given back sooner, or resting. */
export async function findWait(name: string): Promise<{ isHeld: boolean; ms: number }> {
  const [row] = await db().$queryRaw<{ isHeld: boolean; ms: number }[]>`
    select holder is not null as "isHeld",
      greatest(extract(epoch from free_at - clock_timestamp()) * 1000, 0)::float8 as ms
    from leases where name = ${name}`
  return row ?? { isHeld: false, ms: 0 }
}

/**
 * Does the work unless another process is doing work of that name; then null. The lease is renewed as
 * long as this process lives, and is free a minute after its death.
 */
export async function withLease<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const lease = await takeLease(name, WORK_LEASE_MS)
  if (!lease) return null
  // If a renewal fails, the next makes up for it, or the lease runs out as if the process had died.
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
