/** How many people have left the digest. */
import { db } from '../client.ts'
import type { LeftBy } from './subscriptions.ts'

/** How many have left, by the way they did it. */
export async function countLeft(): Promise<Record<LeftBy, number>> {
  const rows = await db().subscription.groupBy({
    by: 'leftBy',
    where: { status: 'unsubscribed' },
    _count: true,
  })
  const count = (way: LeftBy) => rows.find(({ leftBy }) => leftBy === way)?._count ?? 0
  return {
    'one-click': count('one-click'),
    mail: count('mail'),
    complaint: count('complaint'),
    page: count('page'),
  }
}
