'use client'
/** The last resort: the frame of the page failed too, as it does when the database is away. */
import ErrorPage from './error'
import './globals.css'

export default function GlobalError(props: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <html lang="en">
      <head>
        <title>This page failed · Broadsheet</title>
      </head>
      <body>
        <ErrorPage {...props} />
      </body>
    </html>
  )
}
