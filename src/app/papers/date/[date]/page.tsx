import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EditionPage } from '@/app/edition-page'
import { readClock, readListQuery } from '@/app/list-request'
import { plainDate } from '@/domain/dates'
import { parseEditionDate } from '@/domain/edition'

type Props = PageProps<'/papers/date/[date]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const date = await readDate(params)
  return {
    title: `Daily papers, ${plainDate(date)}`,
    alternates: { canonical: `/papers/date/${date}` },
  }
}

export default async function DatePage({ params, searchParams }: Props) {
  const date = await readDate(params)
  const query = await readListQuery(searchParams, 'votes')
  return <EditionPage date={date} path={`/papers/date/${date}`} {...query} />
}

async function readDate(params: Props['params']): Promise<string> {
  const date = parseEditionDate((await params).date)
  if (!date || date > readClock().openedUntil) notFound()
  return date
}
