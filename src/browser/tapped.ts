/** What was tapped in this tab, for pages made before that: fetched ahead, or kept for the back button. */
import { askedForAt, isFetchedAhead } from './arrival'
import { recall, remember } from './remembered'
import { show, stateOf, type TapState, tapForms } from './tap-form'

const TAPPED = 'tapped'
const MOST = 100
/** A tap unanswered for this long will get no answer. */
const LONGEST_PENDING_MS = 60_000

/** `at`: when it was sent, then when it was answered; milliseconds since 1970. */
type Tapped = TapState & { at: number; isPending: boolean }

export function noteTapped(path: string, state: TapState, isPending: boolean): void {
  const all = read().filter(([other]) => other !== path)
  all.push([path, { ...state, at: Date.now(), isPending }])
  remember(TAPPED, JSON.stringify(all.slice(-MOST)), 'sessionStorage')
}

/** `isKept`: the browser kept the page as the reader left it. */
export function showTapped({ isKept }: { isKept: boolean }): void {
  const since = isKept || isFetchedAhead() ? 0 : askedForAt()
  for (const [path, { at, isPending, ...state }] of read()) {
    if (isPending ? Date.now() - at > LONGEST_PENDING_MS : at < since) continue
    for (const form of tapForms(path)) if (stateOf(form).on !== state.on) show(form, state)
  }
}

function read(): [string, Tapped][] {
  try {
    const kept = JSON.parse(recall(TAPPED, 'sessionStorage') ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}
