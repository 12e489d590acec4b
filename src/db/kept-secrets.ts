/** Keys made once and kept in the database, so that no change of settings can lose them. */
import { randomBytes } from 'node:crypto'
import { env } from '../env.ts'
import { db, type Tx } from './client.ts'
import { carryAddresses } from './suppressions/carry-addresses.ts'

/** `address` hides addresses behind an HMAC, `unsubscribe` signs the links in mails. */
export type MailKeys = { address: string; unsubscribe: string }

const NAMES: Record<keyof MailKeys, string> = {
  address: 'mail addresses',
  unsubscribe: 'unsubscribe links',
}
const CARRY_MS = 300_000

let kept: { url: string | undefined; keys: Promise<MailKeys> } | undefined

/** This database's keys, read once, and made if there are none yet. */
export function mailKeys(): Promise<MailKeys> {
  const url = env().DATABASE_URL
  if (kept?.url === url && kept) return kept.keys
  const keys = readKeys().then((found) => found ?? makeKeys())
  kept = { url, keys }
  keys.catch(forgetKeys)
  return keys
}

/** Makes the next use read them again. */
export function forgetKeys(): void {
  kept = undefined
}

/**
 * If several processes try at once, one makes the keys: the others wait for its row until all
 * addresses are carried over to the new key, and then read that.
 */
async function makeKeys(): Promise<MailKeys> {
  const options = { timeout: CARRY_MS, maxWait: CARRY_MS }
  return db().$transaction(async (tx) => {
    const made = await insertKeys(tx)
    const keys = await readKeys(tx)
    if (!keys) throw new Error('The mail keys could not be made.')
    if (made > 0) await carryAddresses(tx, keys.address)
    return keys
  }, options)
}

async function insertKeys(tx: Tx): Promise<number> {
  const data = Object.values(NAMES).map((name) => ({
    name,
    value: randomBytes(32).toString('hex'),
  }))
  const { count } = await tx.keptSecret.createMany({ data, skipDuplicates: true })
  return count
}

async function readKeys(tx: Tx = db()): Promise<MailKeys | null> {
  const rows = await tx.keptSecret.findMany({ where: { name: { in: Object.values(NAMES) } } })
  const keyNamed = (name: string) => rows.find((row) => row.name === name)?.value
  const [address, unsubscribe] = [keyNamed(NAMES.address), keyNamed(NAMES.unsubscribe)]
  return address && unsubscribe ? { address, unsubscribe } : null
}
