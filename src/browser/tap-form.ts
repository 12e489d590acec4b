/** A tap's form in the page: what it shows, and how that changes. */

const PATH = /^\/papers\/(.+)\/(vote|save|hide)$/
const LABELS: Record<string, string | undefined> = { 'save true': 'Saved', 'save false': 'Save' }
/** Larger counts are shortened (12.3k), and stay as they are. */
const LARGEST_WHOLE = 9_999

/** `votes`: only where the whole number is shown. */
export type TapState = { on: boolean; votes?: number }

/** The address that a tap's form posts to; null for any other form. */
export function tapPath(form: HTMLFormElement): string | null {
  const { pathname } = new URL(form.action)
  return form.method === 'post' && PATH.test(pathname) ? pathname : null
}

/** Possibly several, since a paper can be on the page more than once. */
export function tapForms(path: string): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>(`form[action="${CSS.escape(path)}"]`)]
}

export function stateOf(form: HTMLFormElement): TapState {
  const shown = form.querySelector('b')?.textContent?.replace(/,/g, '') ?? ''
  const on = form.querySelector('button')?.getAttribute('aria-pressed') === 'true'
  return /^\d+$/.test(shown) ? { on, votes: Number(shown) } : { on }
}

export function show(form: HTMLFormElement, { on, votes }: TapState): void {
  const [, id = '', tap = ''] = PATH.exec(tapPath(form) ?? '') ?? []
  const button = form.querySelector('button')
  button?.setAttribute('aria-pressed', String(on))
  if (tap === 'hide') {
    showHidden(form, id, on)
    return
  }
  form.querySelector('input[name=on]')?.setAttribute('value', on ? '0' : '1')
  const count = form.querySelector('b')
  if (count && votes !== undefined && votes <= LARGEST_WHOLE)
    count.textContent = votes.toLocaleString('en')
  const label = LABELS[`${tap} ${on}`]
  if (label && button) button.textContent = label
}

/** A hidden card gives way to a line that can undo it. */
function showHidden(form: HTMLFormElement, id: string, on: boolean) {
  const card = document.getElementById(`paper-${id}`)
  const line = document.querySelector(`.undo[data-for="${CSS.escape(id)}"]`)
  if (!card) return form.closest('.undo')?.remove()
  card.hidden = on
  card.querySelector('form[action$="/hide"] button')?.setAttribute('aria-pressed', String(on))
  if (!on) {
    line?.remove()
    card.querySelector<HTMLElement>('h2 a')?.focus()
  } else if (!line) card.after(undoLine(form, id))
}

function undoLine(form: HTMLFormElement, id: string): HTMLElement {
  const line = document.createElement('div')
  line.className = 'undo'
  line.dataset.for = id
  const back = form.cloneNode(true) as HTMLFormElement
  const button = back.querySelector('button')
  if (button) button.textContent = 'Undo'
  line.append('Hidden from your lists. ', back)
  queueMicrotask(() => button?.focus())
  return line
}
