/** The verbs about addresses that must not get email. */
import { withDatabase } from './cli-verbs.ts'
import { OPERATOR } from './domain/moderation.ts'
import { utcDay } from './domain/utc-day.ts'
import { PlainError } from './server/plain-error.ts'

/** sysexits.h: the mail server keeps the mail and tries again. */
export const TEMPORARY_FAILURE = 75
/** A report encloses at most one of our emails. */
const LARGEST_MAIL = 10 * 1024 * 1024
const SHOWN = 1_000

/** npm run suppressions: lists them, or lifts that of an address. */
export async function suppressionsVerb(args: string[]): Promise<number> {
  const [act = 'list', address, ...more] = args
  const isRight = act === 'list' ? !address : act === 'lift' && address && more.length === 0
  if (!isRight) throw new PlainError('Usage: npm run suppressions [-- lift ADDRESS]')
  return withDatabase(async () => (act === 'list' ? list() : lift(address ?? '')))
}

async function list(): Promise<number> {
  const { countSuppressions, listSuppressions } = await import(
    './db/suppressions/suppression-list.ts'
  )
  const [rows, total] = [await listSuppressions(SHOWN), await countSuppressions()]
  for (const { createdAt, reason, masked, source } of rows) {
    const cells = [utcDay(createdAt), reason.padEnd(12), masked ?? '(unknown)']
    console.log([...cells, source].join('  '))
  }
  if (total === 0) console.log('No suppressed addresses.')
  else if (total > rows.length) console.log(`Showing the newest ${rows.length} of ${total}.`)
  return 0
}

async function lift(address: string): Promise<number> {
  const { liftAddress } = await import('./db/suppressions/suppression-list.ts')
  if (!(await liftAddress(address, { actor: OPERATOR, now: new Date() })))
    throw new PlainError('That address is not suppressed.')
  console.log('Lifted. The address can get email again.')
  return 0
}

/**
 * npm run -s bounce: reads one message from standard input. 0 even when it is not about a mail of
 * ours, so that it never bounces in turn; 75 when it could not be processed.
 */
export async function bounceVerb(): Promise<number> {
  try {
    const bytes = await readInput()
    return await withDatabase(async () => {
      const { takeReturnedMail } = await import('./jobs/take-returned-mail.ts')
      console.log(await takeReturnedMail(bytes, new Date()))
      return 0
    })
  } catch (error) {
    // Any other error might quote the message.
    const why = error instanceof PlainError ? error.message : 'an error here, not in the message.'
    console.error('The message was not processed:', why)
    return TEMPORARY_FAILURE
  }
}

/** At most as much as a report can be; the rest is read and dropped. */
async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    if (length < LARGEST_MAIL) chunks.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(chunks)
}
