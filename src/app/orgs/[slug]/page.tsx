import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { readClock, readListQuery } from '@/app/list-request'
import { TopicPage } from '@/app/topic-page'
import { MonthBars } from '@/components/listing/month-bars'
import { findOrganization } from '@/db/papers/papers'
import { countByMonth } from '@/db/papers/trends'

type Props = PageProps<'/orgs/[slug]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const organization = await readOrganization(params)
  return {
    title: `Papers from ${organization.name}`,
    alternates: { canonical: `/orgs/${organization.slug}` },
  }
}

export default async function OrganizationPage({ params, searchParams }: Props) {
  const { slug, name } = await readOrganization(params)
  const query = await readListQuery(searchParams, 'new')
  const months = await countByMonth({ organization: slug }, readClock().today, 12)
  return (
    <TopicPage
      title={name}
      subtitle="Papers from this organization"
      scope={{ kind: 'organization', slug }}
      path={`/orgs/${slug}`}
      intro={<MonthBars months={months} />}
      {...query}
    />
  )
}

async function readOrganization(params: Props['params']) {
  const { slug } = await params
  const lower = slug.toLowerCase()
  const organization = await findOrganization(lower)
  if (!organization) notFound()
  if (slug !== lower) permanentRedirect(`/orgs/${lower}`)
  return organization
}
