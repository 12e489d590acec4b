/**
 * Taps without a new page: the state shows at once, is corrected by the answer, and goes back with
 * a message when it is refused. One listener serves every form of the page.
 */
const PATH = /^\/papers\/(.+)\/(vote|save|hide)$/
const LABELS: Record<string, string | undefined> = { 'save true': 'Saved', 'save false': 'Save' }

type State = { on: boolean; votes?: number }

/** What was tapped since the page was loaded: pages that the router kept may show older states. */
const tapped = new Map<string, State>()
/** One tap after the other, so that the last one stands. */
let queue: Promise<unknown> = Promise.resolve()

/** Listens until the returned function is called; messages are told in `box`. */
export function listenForTaps(box: HTMLElement): () => void {
  const tap = (event: SubmitEvent) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !PATH.test(pathOf(form))) return
    event.preventDefault()
    box.textContent = ''
    queue = queue
      .then(() => send(form))
      .catch((error) => {
        box.textContent = error instanceof Error ? error.message : String(error)
      })
  }
  document.addEventListener('submit', tap)
  return () => document.removeEventListener('submit', tap)
}

/** Shows on a page that has just come what was tapped before. */
export function showTapped(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
    const state = tapped.get(pathOf(form))
    if (state && isOn(form) !== state.on) show(form, state)
  }
}

async function send(form: HTMLFormElement) {
  const before = stateOf(form)
  const on = !before.on
  const votes = before.votes === undefined ? undefined : before.votes + (on ? 1 : -1)
  show(form, { on, votes })
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams({ on: on ? '1' : '0' }),
      headers: { Accept: 'application/json' },
      // It arrives even when the reader is gone to the next page.
      keepalive: true,
    })
    const said = await answer.json().catch(() => ({}))
    if (!answer.ok) throw new Error(said.error ?? 'That did not work. Try again.')
    show(form, said)
    tapped.set(pathOf(form), said)
  } catch (error) {
    show(form, before)
    const isOffline = error instanceof TypeError
    throw isOffline ? new Error('There is no connection. Nothing was changed.') : error
  }
}

/** Votes are told only where the whole number is shown; 12.3k stays as it is. */
function stateOf(form: HTMLFormElement): State {
  const shown = form.querySelector('b')?.textContent?.replace(/,/g, '') ?? ''
  return { on: isOn(form), votes: /^\d+$/.test(shown) ? Number(shown) : undefined }
}

function show(form: HTMLFormElement, { on, votes }: State) {
  const [, id = '', tap = ''] = PATH.exec(pathOf(form)) ?? []
  if (tap === 'hide') return showHidden(form, id, on)
  form.querySelector('button')?.setAttribute('aria-pressed', String(on))
  form.querySelector<HTMLInputElement>('input[name=on]')?.setAttribute('value', on ? '0' : '1')
  const count = form.querySelector('b')
  if (count && votes !== undefined && votes < 10_000) count.textContent = votes.toLocaleString('en')
  const label = LABELS[`${tap} ${on}`]
  const button = form.querySelector('button')
  if (label && button) button.textContent = label
}

/** The card gives way to a line with the way back. */
function showHidden(form: HTMLFormElement, id: string, on: boolean) {
  const card = document.getElementById(`paper-${id}`)
  const own = form.closest('.undo')
  form.querySelector('button')?.setAttribute('aria-pressed', String(on))
  if (!card) return own?.remove()
  card.hidden = on
  // The card's own button, too, when the line's was pressed.
  card.querySelector('form[action$="/hide"] button')?.setAttribute('aria-pressed', String(on))
  if (!on) {
    document.querySelector(`.undo[data-for="${CSS.escape(id)}"]`)?.remove()
    card.querySelector<HTMLElement>('h2 a')?.focus()
    return
  }
  // The answer comes after the line is there already.
  if (document.querySelector(`.undo[data-for="${CSS.escape(id)}"]`)) return
  const line = document.createElement('div')
  line.className = 'undo'
  line.dataset.for = id
  const back = form.cloneNode(true) as HTMLFormElement
  const button = back.querySelector('button')
  if (button) button.textContent = 'Undo'
  line.append('Hidden from your lists. ', back)
  card.after(line)
  button?.focus()
}

function isOn(form: HTMLFormElement): boolean {
  return form.querySelector('button')?.getAttribute('aria-pressed') === 'true'
}

function pathOf(form: HTMLFormElement): string {
  return new URL(form.action).pathname
}
