/** Papers of a topic month by month, as bars. */
import { counted, monthName } from '@/domain/dates'

const HEIGHT = 48
const STEP = 20

export function MonthBars({ months }: { months: { month: string; count: number }[] }) {
  const most = Math.max(...months.map(({ count }) => count))
  if (most === 0) return null
  const [first, last] = [months[0], months.at(-1)]
  return (
    <figure className="mt-5 max-w-md">
      <svg
        role="img"
        aria-label={`Papers published by month: ${months.map(({ month, count }) => `${monthName(month)} ${count}`).join(', ')}`}
        viewBox={`0 0 ${months.length * STEP} ${HEIGHT}`}
        className="h-12 w-full"
        preserveAspectRatio="none"
      >
        {months.map(({ month, count }, index) => {
          const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT)
          return (
            <rect
              key={month}
              x={index * STEP + 1}
              y={HEIGHT - height}
              width={STEP - 3}
              height={height}
              className={count === 0 ? 'fill-rule' : 'fill-accent'}
            >
              <title>{`${monthName(month)}: ${counted(count, 'paper')}`}</title>
            </rect>
          )
        })}
      </svg>
      <figcaption className="mt-1.5 flex justify-between text-[12.5px] text-mute">
        <span>{first && monthName(first.month)}</span>
        <span className="max-wide:hidden">published by month</span>
        <span>{last && monthName(last.month)}</span>
      </figcaption>
    </figure>
  )
}
