/** A month of editions: how full each day is, and the way to it. */
import { counted, monthName, plainDate } from '@/domain/dates'
import { addMonths, parseMonth, weekdayOf } from '@/domain/edition'

const LEVELS = 4
const WEEKDAYS = ['M', 'T', 'W', 'T', 'F', 'S', 'S']

export function HeatMap({
  month,
  counts,
  current,
  openedUntil,
}: {
  month: string
  counts: Map<string, number>
  current: string | null
  openedUntil: string
}) {
  const days = daysOf(month)
  const fullest = Math.max(1, ...counts.values())
  const blanks = WEEKDAYS.slice(0, weekdayOf(days[0] ?? month) - 1)
  return (
    <section
      id="calendar"
      aria-labelledby="calendar-title"
      className="scroll-mt-20 border-t-2 border-ink pt-3 pb-6"
    >
      <div className="mb-3.5 flex items-center justify-between">
        <h2 id="calendar-title" className="text-[13px] font-semibold">
          <a href={`/papers/month/${month}`} className="hover:underline">
            {monthName(month)}
          </a>
        </h2>
        <MonthArrows month={month} openedUntil={openedUntil} />
      </div>
      <div className="mb-2.5 grid grid-cols-7 gap-[5px] text-[11px]">
        {WEEKDAYS.map((letter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: seven fixed columns
          <span key={index} aria-hidden="true" className="text-center text-mute">
            {letter}
          </span>
        ))}
        {blanks.map((_letter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they only fill the first row
          <span key={index} />
        ))}
        {days.map((date) => (
          <Day
            key={date}
            date={date}
            papers={counts.get(date) ?? 0}
            fullest={fullest}
            isCurrent={date === current}
          />
        ))}
      </div>
      <p className="text-[12.5px] text-mute">
        A stronger colour is a fuller day. Weekends have no edition.
      </p>
    </section>
  )
}

function Day({
  date,
  papers,
  fullest,
  isCurrent,
}: {
  date: string
  papers: number
  fullest: number
  isCurrent: boolean
}) {
  const cell = 'grid aspect-square place-items-center rounded-[5px] tabular-nums'
  if (papers === 0) {
    return <span className={`${cell} bg-chip text-mute`}>{Number(date.slice(8))}</span>
  }
  const level = Math.max(1, Math.ceil((papers / fullest) * LEVELS))
  const label = `${plainDate(date)}: ${counted(papers, 'paper')}`
  return (
    <a
      href={`/papers/date/${date}`}
      title={label}
      aria-current={isCurrent ? 'date' : undefined}
      className={`${cell} heat-${level} hover:outline-2 hover:outline-ink aria-[current]:outline-2 aria-[current]:outline-offset-1 aria-[current]:outline-ink`}
    >
      <span aria-hidden="true">{Number(date.slice(8))}</span>
      <span className="sr-only">{label}</span>
    </a>
  )
}

function MonthArrows({ month, openedUntil }: { month: string; openedUntil: string }) {
  const before = addMonths(month, -1)
  const after = addMonths(month, 1)
  return (
    <span className="flex gap-1 text-mute">
      <a
        href={`/papers/month/${before}`}
        className="grid size-6 place-items-center rounded hover:text-ink"
      >
        <span aria-hidden="true">‹</span>
        <span className="sr-only">{monthName(before)}</span>
      </a>
      {after <= openedUntil.slice(0, 7) && (
        <a
          href={`/papers/month/${after}`}
          className="grid size-6 place-items-center rounded hover:text-ink"
        >
          <span aria-hidden="true">›</span>
          <span className="sr-only">{monthName(after)}</span>
        </a>
      )}
    </span>
  )
}

function daysOf(month: string): string[] {
  const last = Number(parseMonth(month)?.to.slice(8) ?? 0)
  return Array.from({ length: last }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`)
}
