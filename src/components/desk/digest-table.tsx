/** What became of each digest's emails: the first number is the sum of the others. */

export type DigestRow = {
  id: number
  name: string
  state: string
  counts: Record<(typeof COLUMNS)[number][0] | 'planned', number>
  /** Whether the list of those who did not get it can be downloaded. */
  hasList: boolean
}

const COLUMNS = [
  ['sent', 'Sent'],
  ['remaining', 'Waiting'],
  ['held', 'Held'],
  ['failed', 'Failed'],
  ['bounced', 'Bounced'],
  ['cancelled', 'Cancelled'],
  ['expired', 'Expired'],
] as const

export function DigestTable({ rows }: { rows: DigestRow[] }) {
  const cell = 'border-b border-rule py-2.5 pl-4 text-right tabular-nums'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keyboard too
    <section tabIndex={0} aria-label="Digests and their deliveries" className="overflow-x-auto">
      <table className="w-full border-collapse text-[14px]">
        <thead>
          <tr className="text-mute">
            <th scope="col" className="border-b border-rule py-2 text-left font-normal">
              Digest
            </th>
            {['Planned', ...COLUMNS.map(([, label]) => label)].map((label) => (
              <th key={label} scope="col" className={`${cell} font-normal whitespace-nowrap`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, state, counts, hasList }) => (
            <tr key={id}>
              <th
                scope="row"
                className="min-w-56 border-b border-rule py-2.5 text-left font-normal"
              >
                <a
                  href={`/admin/digests/${id}.html`}
                  target="_blank"
                  rel="noreferrer"
                  className="link inline-block first-letter:uppercase"
                >
                  {name}
                </a>
                <span className="block text-[13px] text-mute">
                  {state}
                  {hasList && (
                    <>
                      {' · '}
                      <a href={`/admin/digests/${id}.csv`} download className="link">
                        not delivered (CSV)
                      </a>
                    </>
                  )}
                </span>
              </th>
              <td className={`${cell} font-semibold`}>{counts.planned}</td>
              {COLUMNS.map(([column]) => (
                <td key={column} className={`${cell} ${counts[column] === 0 ? 'text-mute' : ''}`}>
                  {counts[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
