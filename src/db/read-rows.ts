/** The statements that pages wait for: past Prisma, and those of one moment in one piece. */
import pg from 'pg'
import { readingPool } from './client.ts'
import type { Prisma } from './generated/client.ts'

type Waiting = {
  text: string
  values: unknown[]
  done: (answer: pg.QueryResult) => void
  fail: (error: unknown) => void
}
/** Not in pg's types: the socket, whose writes can be gathered. */
type WithSocket = { connection: { stream: { cork: () => void; uncork: () => void } } }

let waiting: Waiting[] = []

/**
 * The rows of a statement. Prisma takes three times the processor time of the driver alone to
 * convert them (58 cards 1.5 ms, one number 0.28 against 0.10). Whole numbers must be cast to int,
 * dates to text.
 */
export async function readRows<Row extends pg.QueryResultRow>({
  text,
  values,
}: Prisma.Sql): Promise<Row[]> {
  const answer = await new Promise<pg.QueryResult<Row>>((done, fail) => {
    if (waiting.length === 0) process.nextTick(sendWaiting)
    waiting.push({ text, values, done, fail } as Waiting)
  })
  return answer.rows
}

/** Sends all that wait on one connection without waiting for answers in between: each trip costs more than its statement. */
async function sendWaiting(): Promise<void> {
  const asked = waiting
  waiting = []
  const client = await connect().catch((error) => {
    for (const { fail } of asked) fail(error)
  })
  if (!client) return
  const { stream } = client.connection
  stream.cork()
  let isBroken = false
  const answers = asked.map(({ text, values, done, fail }) =>
    client.query(text, values).then(done, (error: unknown) => {
      isBroken ||= !(error instanceof pg.DatabaseError)
      fail(error)
    }),
  )
  stream.uncork()
  await Promise.all(answers)
  client.off('error', ignore)
  // One that gave no answer in time would keep the next who gets it waiting as well.
  client.release(isBroken)
}

async function connect(): Promise<pg.PoolClient & WithSocket> {
  const client = await readingPool().connect()
  return client.on('error', ignore) as pg.PoolClient & WithSocket
}

/** A connection that breaks fails each of its statements, and says so once more. */
function ignore() {}
