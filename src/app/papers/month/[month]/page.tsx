import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readClock, readListQuery } from '@/app/list-request'
import { PeriodPage } from '@/app/period-page'
import { monthName } from '@/domain/dates'
import { monthOf, parseMonth } from '@/domain/edition'

type Props = PageProps<'/papers/month/[month]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { month } = await readMonth(params)
  return {
    title: `Monthly papers, ${monthName(month)}`,
    alternates: { canonical: `/papers/month/${month}` },
  }
}

export default async function MonthPage({ params, searchParams }: Props) {
  const { month, days } = await readMonth(params)
  const query = await readListQuery(searchParams, 'votes')
  return (
    <PeriodPage
      title="Monthly Papers"
      label={monthName(month)}
      period={days}
      path={`/papers/month/${month}`}
      linkTo={(date) => ({
        href: `/papers/month/${monthOf(date)}`,
        label: monthName(monthOf(date)),
      })}
      {...query}
    />
  )
}

async function readMonth(params: Props['params']) {
  const { month } = await params
  const days = parseMonth(month)
  if (!days || days.from > readClock().openedUntil) notFound()
  return { month, days }
}
