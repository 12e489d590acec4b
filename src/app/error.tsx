'use client'
/** What a reader sees when a page fails. */
import { TextPage } from '@/components/ui/text-page'

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <TextPage title="This page failed">
      <p>The fault is ours, and nothing of yours is lost. Trying again in a moment may help.</p>
      {error.digest && <p>If you report it, give this number: {error.digest}</p>}
      <p>
        <button
          type="button"
          onClick={reset}
          className="h-9 cursor-pointer rounded-lg bg-ink px-3.5 text-sm font-semibold text-paper"
        >
          Try again
        </button>
      </p>
    </TextPage>
  )
}
