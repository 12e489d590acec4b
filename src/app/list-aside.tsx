/** Next to a list: the month, what is trending, the keys. */
import { HeatMap } from '@/components/listing/heat-map'
import { KeyboardBox } from '@/components/listing/keyboard-box'
import { TrendingBox } from '@/components/listing/trending-box'
import { countByDay } from '@/db/editions/editions'
import { listPapers } from '@/db/papers/paper-lists'
import { parseMonth } from '@/domain/edition'
import { isFresh } from '@/domain/ranking'
import { readClock } from './list-request'

const TRENDING_SHOWN = 5

export async function ListAside({
  month,
  current = null,
  withTrending = true,
}: {
  month: string
  current?: string | null
  withTrending?: boolean
}) {
  const { now, openedUntil } = readClock()
  const days = parseMonth(month)
  const [counts, trending] = await Promise.all([
    days ? countByDay(days.from, days.to < openedUntil ? days.to : openedUntil) : new Map(),
    withTrending
      ? listPapers({
          scope: { kind: 'voted' },
          order: 'trending',
          after: null,
          limit: TRENDING_SHOWN,
        })
      : null,
  ])
  return (
    <>
      <HeatMap month={month} counts={counts} current={current} openedUntil={openedUntil} />
      {trending && (
        <TrendingBox
          papers={trending.papers.filter(({ score }) => isFresh(score, now))}
          now={now}
        />
      )}
      <KeyboardBox />
    </>
  )
}
