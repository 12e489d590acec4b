import type { Metadata } from 'next'
import { PaperPage, paperMetadata } from '@/app/paper-page'

type Props = PageProps<'/papers/[id]/[number]'>

/** arXiv's old ids have a slash: `/papers/math/0611800`. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return paperMetadata(await readId(params))
}

export default async function Page({ params }: Props) {
  return <PaperPage id={await readId(params)} />
}

async function readId(params: Props['params']): Promise<string> {
  const { id, number } = await params
  return `${id}/${number}`
}
