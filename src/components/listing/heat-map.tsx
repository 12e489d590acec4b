/** A month of editions: how full each day is, with a link to it. */
import { AsideBox } from '@/components/ui/aside-box'
import { counted, monthName, plainDate } from '@/domain/dates'
import { addMonths, monthOf, parseMonth, weekdayOf } from '@/domain/edition'

const LEVELS = 4
const WEEKDAYS = ['M', 'T', 'W', 'T', 'F', 'S', 'S']

type Shown = { month: string; counts: Map<string, number>; current: string | null }

export function HeatMap({ month, counts, current, openedUntil }: Shown & { openedUntil: string }) {
  return (
    <AsideBox
      name="calendar"
      title={
        <a href={`/papers/month/${month}`} className="hover:underline">
          {monthName(month)}
        </a>
      }
      beside={<MonthArrows month={month} openedUntil={openedUntil} />}
      isTarget
    >
      <div
        className="days mb-2.5"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made of dates and numbers
        dangerouslySetInnerHTML={{ __html: daysHtml({ month, counts, current }) }}
      />
      <p className="text-[12.5px] text-mute">
        Stronger colours mean more papers. No editions on weekends.
      </p>
    </AsideBox>
  )
}

/** As HTML: in React a month of days costs a twentieth of an edition's page. */
function daysHtml({ month, counts, current }: Shown): string {
  const fullest = Math.max(1, ...counts.values())
  const days = daysOf(month)
  const letters = WEEKDAYS.map((letter) => `<i aria-hidden="true">${letter}</i>`)
  const blanks = '<i></i>'.repeat(weekdayOf(days[0] ?? month) - 1)
  const cells = days.map((date) => {
    const day = Number(date.slice(8))
    const papers = counts.get(date) ?? 0
    if (papers === 0) return `<span>${day}</span>`
    const level = Math.max(1, Math.ceil((papers / fullest) * LEVELS))
    const label = `${plainDate(date)}: ${counted(papers, 'paper')}`
    const here = date === current ? ' aria-current="date"' : ''
    return `<a href="/papers/date/${date}" title="${label}"${here} class="heat-${level}"><span aria-hidden="true">${day}</span><span class="sr-only">${label}</span></a>`
  })
  return letters.join('') + blanks + cells.join('')
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
      {after <= monthOf(openedUntil) && (
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
