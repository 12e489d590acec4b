import type { Metadata } from 'next'
import { PaperPage, paperMetadata } from '@/app/paper-page'

type Props = PageProps<'/papers/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return paperMetadata((await params).id)
}

export default async function Page({ params }: Props) {
  return <PaperPage id={(await params).id} />
}
