/** Terms and their values. */
import type { ReactNode } from 'react'

export type Row = [string, ReactNode]

export function Rows({ rows }: { rows: Row[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-[200px_minmax(0,1fr)]">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="-mb-2 text-mute sm:mb-0">{term}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
