/** A list of papers with its heading, order, pages, and what is next to it. */
import type { ReactNode } from 'react'
import { DigestBanner } from '@/components/digest/banner'
import type { Clock, Reason } from '@/components/paper/card'
import { Cards } from '@/components/paper/cards'
import { counted } from '@/domain/dates'
import type { PaperCard } from '@/domain/paper-card'
import type { Order } from '@/domain/ranking'
import type { Reader } from '@/domain/reader'
import { OrderLinks } from './order-links'

export type ListPageProps = {
  title: string
  subtitle?: ReactNode
  dateLine?: ReactNode
  papers: PaperCard[]
  total: number
  /** The address without its query. */
  path: string
  order: Order
  /** The order of the bare address; null where the list has one order only. */
  fallbackOrder: Order | null
  next: string | null
  isFirstPage: boolean
  reason: Reason
  clock: Clock
  reader: Reader
  empty: ReactNode
  aside?: ReactNode
  asideLabel?: string
  /** Shown above everything. */
  notice?: ReactNode
  intro?: ReactNode
  /** The category that it is about, which its readers may get by email. */
  topic?: string
}

export function ListPage(page: ListPageProps) {
  return (
    <div className="mx-auto grid max-w-[1128px] grid-cols-1 gap-6 px-6 pt-[34px] wide:grid-cols-[minmax(0,1fr)_288px] wide:gap-14">
      <main id="main" tabIndex={-1} className="min-w-0 outline-none">
        {page.notice}
        <h1 className="font-serif text-[34px] leading-[1.05] font-semibold tracking-[-.025em] wide:text-[44px]">
          {page.title}
        </h1>
        {page.subtitle && <p className="mt-1 text-mute">{page.subtitle}</p>}
        <div className="mt-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          {page.dateLine ?? <span />}
          {page.papers.length > 0 && <CountAndOrder {...page} />}
        </div>
        {!page.reader.hasDigest && (
          <DigestBanner isMember={page.reader.isMember} category={page.topic} />
        )}
        {page.intro}
        {page.papers.length > 0 ? (
          <div className="mt-2">
            <Cards
              papers={page.papers}
              reason={page.reason}
              clock={page.clock}
              isMember={page.reader.isMember}
              marks={page.reader.marks}
            />
          </div>
        ) : (
          page.reader.hidden === 0 && page.empty
        )}
        <Hidden count={page.reader.hidden} />
        <Pages {...page} />
      </main>
      {page.aside && (
        <aside
          aria-label={page.asideLabel ?? 'Calendar and trending papers'}
          className="min-w-0 wide:pt-1.5"
        >
          {page.aside}
        </aside>
      )}
    </div>
  )
}

/** Hidden papers are left out of the list; this leads to them. */
function Hidden({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <p className="py-5 text-[13.5px] text-mute">
      {counted(count, 'paper')} hidden.{' '}
      <a href="/saved#hidden" className="link">
        {count === 1 ? 'Show it' : 'Show them'}
      </a>
    </p>
  )
}

function CountAndOrder({ total, path, order, fallbackOrder, reader }: ListPageProps) {
  return (
    <div className="flex flex-wrap gap-x-2 text-[13.5px] text-mute">
      <span className="py-0.5">
        {counted(total, 'paper')}
        {reader.fresh !== null && reader.fresh > 0 && (
          <span className="text-accent"> · {reader.fresh} new since your last visit</span>
        )}
        {fallbackOrder && ' · sorted by'}
      </span>
      {fallbackOrder && <OrderLinks path={path} order={order} fallback={fallbackOrder} />}
    </div>
  )
}

function Pages({ path, order, fallbackOrder, next, isFirstPage }: ListPageProps) {
  if (!next && isFirstPage) return null
  const query = fallbackOrder && order !== fallbackOrder ? `order=${order}&` : ''
  const first = query ? `${path}?order=${order}` : path
  return (
    <nav aria-label="Pages" className="flex justify-between py-6 text-sm font-semibold">
      {isFirstPage ? (
        <span />
      ) : (
        <a href={first} className="link py-1">
          First page
        </a>
      )}
      {next && (
        <a rel="next" href={`${path}?${query}after=${next}`} className="link py-1">
          Next page
        </a>
      )}
    </nav>
  )
}
