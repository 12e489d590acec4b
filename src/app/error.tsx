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
    <TextPage title="Something went wrong">
      <p>It’s our fault, and nothing of yours is lost. Try again in a moment.</p>
      {error.digest && <p>If you report it, include this number: {error.digest}</p>}
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
