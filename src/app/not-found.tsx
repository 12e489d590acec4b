import type { Metadata } from 'next'
import { TextPage } from '@/components/ui/text-page'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <TextPage title="Page not found">
      <p>
        The address may be misspelt, that edition may not have opened yet, or we may not have that
        paper.
      </p>
      <p>
        Go to <a href="/">today’s papers</a>, see what’s <a href="/papers/trending">trending</a>, or{' '}
        <a href="/about">read about Broadsheet</a>.
      </p>
    </TextPage>
  )
}
