/** A paper's votes over time, as a line to look at and a sentence to hear; nothing where there are none. */
import { counted, plainDate, shortDate } from '@/domain/dates'
import { freshText } from '@/domain/ranking'

type Props = {
  days: { date: string; votes: number }[]
  score: number
  clock: { now: Date; today: string }
}

const WIDTH = 600
const HEIGHT = 56
const LINE = 2

export function Sparkline({ days, score, clock }: Props) {
  const [first, last] = [days[0], days.at(-1)]
  const total = days.reduce((sum, { votes }) => sum + votes, 0)
  if (!first || !last || days.length < 2 || total === 0) return null
  const most = Math.max(...days.map(({ votes }) => votes), 1)
  const points = days.map(({ votes }, index) => {
    const x = (index / (days.length - 1)) * WIDTH
    const y = HEIGHT - LINE - (votes / most) * (HEIGHT - 2 * LINE)
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  const best = days.find(({ votes }) => votes === most) ?? first
  return (
    <section aria-labelledby="sparkline-title" className="mt-[34px]">
      <h2 id="sparkline-title" className="mb-3 text-[15px] leading-none font-semibold">
        Votes over time
      </h2>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${counted(total, 'vote')} in ${counted(days.length, 'day')}, most on ${plainDate(best.date)}: ${most}`}
        className="h-14 w-full text-accent"
      >
        <polygon
          points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`}
          className="fill-blush"
        />
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth={LINE}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p className="mt-1.5 flex justify-between text-[13px] text-mute">
        <span>{shortDate(first.date, clock.today)}</span>
        <span>{freshText(score, clock.now)} now</span>
        <span>{shortDate(last.date, clock.today)}</span>
      </p>
    </section>
  )
}
