/** Runs the statements that pages wait for, without Prisma. */
import type { QueryResultRow } from 'pg'
import { readingPool } from './client.ts'
import type { Prisma } from './generated/client.ts'

/**
 * The rows of a statement. Prisma takes three times the processor time of the driver alone to
 * convert them (58 cards 1.5 ms, one number 0.28 against 0.10). Whole numbers must be cast to int,
 * dates to text.
 */
export async function readRows<Row extends QueryResultRow>({
  text,
  values,
}: Prisma.Sql): Promise<Row[]> {
  const { rows } = await readingPool().query<Row>(text, values)
  return rows
}
