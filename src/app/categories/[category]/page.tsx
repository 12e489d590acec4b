import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { readClock, readListQuery } from '@/app/list-request'
import { TopicPage } from '@/app/topic-page'
import { MonthBars } from '@/components/listing/month-bars'
import { hasCategory } from '@/db/papers/papers'
import { countByMonth } from '@/db/papers/trends'
import { categoryName, categorySpelling } from '@/domain/category'

type Props = PageProps<'/categories/[category]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const category = await readCategory(params)
  return {
    title: `Papers in ${categoryName(category) ?? category}`,
    alternates: { canonical: `/categories/${category}` },
  }
}

export default async function CategoryPage({ params, searchParams }: Props) {
  const category = await readCategory(params)
  const query = await readListQuery(searchParams, 'new')
  const name = categoryName(category)
  const months = await countByMonth({ category }, readClock().today, 12)
  return (
    <TopicPage
      title={name ?? category}
      subtitle={name ? `Papers in ${category}` : 'Papers in this category'}
      scope={{ kind: 'category', name: category }}
      path={`/categories/${category}`}
      intro={<MonthBars months={months} />}
      topic={category}
      {...query}
    />
  )
}

async function readCategory(params: Props['params']): Promise<string> {
  const asked = (await params).category
  const category = categorySpelling(asked)
  if (!category || !(await hasCategory(category))) notFound()
  if (category !== asked) permanentRedirect(`/categories/${category}`)
  return category
}
