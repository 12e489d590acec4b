/** This process's connections: separate ones for reading and writing, so that neither waits for the other. */
import pg from 'pg'
import { connectionTo } from './connection.ts'

const MOST_READING = 8
const MOST_WRITING = 6
/** Whoever waits longer for a row is turned away: many waiting would take up all connections. */
const LOCK_MS = 2_000
const READS = /^\s*select\b/i
/** Prepared statements that a pooler in between has lost, or that exist already on its server. */
const LOST_NAMES = ['26000', '42P05']

/** A pool that stops naming its statements when a pooler in between loses the names. */
export class SteadyPool extends pg.Pool {
  private keepsNames = true

  constructor(config: pg.PoolConfig) {
    super(config)
    // A connection lost while idle is replaced at the next query, which fails if it cannot be.
    this.on('error', () => {})
    Object.assign(this, { query: (asked: pg.QueryConfig) => this.send(asked) })
  }

  protected async send({ name, ...asked }: pg.QueryConfig): Promise<pg.QueryResult> {
    if (!name || !this.keepsNames) return super.query(asked)
    try {
      return await super.query({ ...asked, name })
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && LOST_NAMES.includes(error.code ?? ''))) throw error
      this.keepsNames = false
      return super.query(asked)
    }
  }
}

/**
 * The pool that Prisma works with. Transactions and writing statements use its own connections; what
 * only reads goes to `reading`.
 */
export class Pools extends SteadyPool {
  readonly reading: pg.Pool

  constructor(address: string) {
    super({ ...connectionTo(address, { lockMs: LOCK_MS }), pipeline: true, max: MOST_WRITING })
    this.reading = new pg.Pool({ ...connectionTo(address), pipeline: true, max: MOST_READING })
    this.reading.on('error', () => {})
  }

  protected override send(asked: pg.QueryConfig): Promise<pg.QueryResult> {
    return READS.test(asked.text) ? this.reading.query(asked) : super.send(asked)
  }

  /** Closes both pools. */
  async endAll(): Promise<void> {
    await Promise.all([this.end(), this.reading.end()])
  }
}
