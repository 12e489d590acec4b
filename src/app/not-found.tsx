import type { Metadata } from 'next'
import { TextPage } from '@/components/ui/text-page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <TextPage title="There is no such page">
      <p>
        The address may be misspelt, the date may be one whose edition has not opened yet, or no
        paper here has this id.
      </p>
      <p>
        <a href="/">To the newest edition</a>, to what is <a href="/papers/trending">trending</a>,
        or to <a href="/about">what Broadsheet is</a>.
      </p>
    </TextPage>
  )
}
