/** Renders and look-ups take turns, each with a time limit: one network's rush holds up nobody else. */

import { isUnavailable } from '../../db/connections/unavailable.ts'
import { isKnown, type Named } from '../../db/papers/names.ts'
import { isRemoved } from '../../db/papers/removals.ts'
import type { Rendered } from './answer.ts'
import { TooLate } from './in-time.ts'
import { NextAway, type NextThread } from './next-thread.ts'
import { MISSING_ADDRESS } from './policy.ts'
import { RenderFailed, type RenderOptions, renderWith, type Site } from './render.ts'
import { type Asker, createTurns, TooBusy } from './turns.ts'

/** In a rush the rest wait here: inside Next, renders would starve each other of the database. */
const RENDERS = {
  atOnce: 32,
  atOncePerNetwork: 8,
  waiting: 1_000,
  waitingPerNetwork: 300,
  patienceMs: 7_000,
}
const LOOK_UPS = { ...RENDERS, atOnce: 4, atOncePerNetwork: 2, patienceMs: 2_000 }

export type Renders = {
  render: (
    asker: Asker,
    page: { address: string; named?: Named },
    options?: RenderOptions,
  ) => Promise<Rendered>
  /** Whether a page can exist at all, at a fraction of the cost of rendering one to find out. */
  isKnown: (asker: Asker, named: Named) => Promise<boolean>
}

export function createRenders(next: NextThread, site: Site): Renders {
  const { patienceMs = RENDERS.patienceMs } = site
  const renderInTurn = createTurns({ ...RENDERS, patienceMs })
  const lookUpInTurn = createTurns(LOOK_UPS)
  const render = renderWith(next, site)
  const renderMissing = ({ personal }: RenderOptions = {}) =>
    render(MISSING_ADDRESS, { personal: personal && { ...personal, body: undefined } })
  return {
    render: (asker, { address, named }, options) =>
      renderInTurn(asker, async () => {
        const found = await render(address, options)
        const rendered = isEmpty404(found, address) ? await renderMissing(options) : found
        return (await isGone(rendered, named)) ? { ...rendered, status: 410 } : rendered
      }),
    isKnown: (asker, named) => lookUpInTurn(asker, () => isKnown(named)),
  }
}

/** A page that calls notFound() leaves its body empty, for Next's script to fill. */
function isEmpty404({ status, headers }: Rendered, address: string): boolean {
  return (
    status === 404 &&
    address !== MISSING_ADDRESS &&
    headers.some((value) => value.startsWith('text/html'))
  )
}

/** A paper that a curator has removed answers 410, which a Next page cannot do. */
async function isGone({ status }: Rendered, named: Named | undefined): Promise<boolean> {
  return named?.kind === 'paper' && (status === 200 || status === 404) && isRemoved(named.name)
}

/** The status for a failure: 503 if it may pass in a moment. Faults of ours are logged. */
export function statusOf(error: unknown): number {
  if (error instanceof RenderFailed) return error.status
  if (error instanceof TooBusy || error instanceof TooLate || error instanceof NextAway) return 503
  if (isUnavailable(error)) return 503
  console.error(error)
  return 500
}
