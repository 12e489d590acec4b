import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { readListQuery } from '@/app/list-request'
import { TopicPage } from '@/app/topic-page'
import { findAuthor } from '@/db/papers/papers'

type Props = PageProps<'/authors/[slug]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const author = await readAuthor(params)
  return { title: `Papers by ${author.name}`, alternates: { canonical: `/authors/${author.slug}` } }
}

export default async function AuthorPage({ params, searchParams }: Props) {
  const { slug, name } = await readAuthor(params)
  const query = await readListQuery(searchParams, 'new')
  return (
    <TopicPage
      title={name}
      subtitle="Papers by authors with this name"
      scope={{ kind: 'author', slug }}
      path={`/authors/${slug}`}
      {...query}
    />
  )
}

async function readAuthor(params: Props['params']) {
  const { slug } = await params
  const lower = slug.toLowerCase()
  const author = await findAuthor(lower)
  if (!author) notFound()
  if (slug !== lower) permanentRedirect(`/authors/${lower}`)
  return author
}
