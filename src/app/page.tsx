import type { Metadata } from 'next'
import { EditionPage } from './edition-page'
import { readListQuery, readNewestEdition } from './list-request'

export async function generateMetadata(): Promise<Metadata> {
  return { alternates: { canonical: `/papers/date/${await readNewestEdition()}` } }
}

export default async function FrontPage({ searchParams }: PageProps<'/'>) {
  const query = await readListQuery(searchParams, 'votes')
  return <EditionPage date={await readNewestEdition()} path="/" {...query} />
}
