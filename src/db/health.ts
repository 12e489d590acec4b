/** Whether the database answers. */
import { db } from './client.ts'

export async function canReachDatabase(): Promise<boolean> {
  try {
    await db().$queryRaw`select 1`
    return true
  } catch {
    return false
  }
}
