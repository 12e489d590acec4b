/** The verbs about addresses that must not be mailed. */
import { withDatabase } from './cli-verbs.ts'
import { OPERATOR } from './domain/moderation.ts'
import { utcDay } from './domain/utc-day.ts'
import { PlainError } from './server/plain-error.ts'

/** sysexits.h: the mail server keeps the mail and tries again. */
export const TEMPORARY_FAILURE = 75
/** A report encloses at most one mail of ours. */
const LARGEST_MAIL = 10 * 1024 * 1024
const SHOWN = 1_000

/** npm run suppressions: lists them, or lifts that of an address. */
export async function suppressionsVerb(args: string[]): Promise<number> {
  const [act = 'list', address, ...more] = args
  const isRight = act === 'list' ? !address : act === 'lift' && address && more.length === 0
  if (!isRight) throw new PlainError('npm run suppressions [-- lift ADDRESS]')
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
  if (total === 0) console.log('No address is suppressed.')
  else if (total > rows.length) console.log(`The newest ${rows.length} of ${total}.`)
  return 0
}

async function lift(address: string): Promise<number> {
  const { liftAddress } = await import('./db/suppressions/suppression-list.ts')
  if (!(await liftAddress(address, { actor: OPERATOR, now: new Date() })))
    throw new PlainError('That address is not suppressed.')
  console.log('Lifted: the address may be mailed again.')
  return 0
}

/**
 * npm run -s bounce: reads one mail from standard input. 0 also for what is none of ours, so that it
 * never bounces in turn; 75 when it could not be worked on.
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
    // Any other error might repeat what the mail says.
    const why = error instanceof PlainError ? error.message : 'an error here, not in the mail.'
    console.error('The mail was not worked on:', why)
    return TEMPORARY_FAILURE
  }
}

/** As much as a report can be; the rest is read and left. */
async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    if (length < LARGEST_MAIL) chunks.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(chunks)
}
