'use client'
/** The last resort: the layout failed too, as it does when the database is down. */
import ErrorPage from './error'
import './globals.css'

export default function GlobalError(props: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Broadsheet</title>
      </head>
      <body>
        <ErrorPage {...props} />
      </body>
    </html>
  )
}
