/** The day a paper was published, short, with the full date on hover. */
import { plainDate, shortDate } from '@/domain/dates'

export function PublishedDate({ date, today }: { date: string | null; today: string }) {
  if (!date) return <span>Date unknown</span>
  return (
    <time dateTime={date} title={plainDate(date)}>
      {shortDate(date, today)}
    </time>
  )
}
