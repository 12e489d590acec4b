import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readClock, readListQuery } from '@/app/list-request'
import { PeriodPage } from '@/app/period-page'
import { spanOfDays } from '@/domain/dates'
import { parseWeek, weekOf } from '@/domain/edition'

type Props = PageProps<'/papers/week/[week]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { week, days } = await readWeek(params)
  return {
    title: `Weekly papers, ${spanOfDays(days.from, days.to)}`,
    alternates: { canonical: `/papers/week/${week}` },
  }
}

export default async function WeekPage({ params, searchParams }: Props) {
  const { week, days } = await readWeek(params)
  const query = await readListQuery(searchParams, 'votes')
  return (
    <PeriodPage
      title="Weekly Papers"
      label={spanOfDays(days.from, days.to)}
      period={days}
      path={`/papers/week/${week}`}
      linkTo={(date) => ({ href: `/papers/week/${weekOf(date)}`, label: `Week ${weekOf(date)}` })}
      {...query}
    />
  )
}

async function readWeek(params: Props['params']) {
  const { week } = await params
  const days = parseWeek(week)
  if (!days || days.from > readClock().openedUntil) notFound()
  return { week, days }
}
