/** The orders a list can be read in. */
import { ORDERS, type Order } from '@/domain/ranking'

export function OrderLinks({
  path,
  order,
  fallback,
}: {
  path: string
  order: Order
  fallback: Order
}) {
  return (
    <nav aria-label="Order" className="flex flex-wrap gap-x-3 gap-y-1">
      {ORDERS.map((name) => (
        <a
          key={name}
          href={name === fallback ? path : `${path}?order=${name}`}
          aria-current={name === order ? 'true' : undefined}
          className="py-0.5 hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:underline-offset-4"
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
