/** Keys that move real focus through a list; they do nothing in fields or when switched off. */
import { recall, remember } from './remembered'

/** Remembered as `yes` when single keys are switched off. */
const KEYS_OFF = 'keys-off'
const TAPS: Record<string, string | undefined> = { u: 'vote', s: 'save', x: 'hide' }
const TITLES = 'article[data-paper-id]:not([hidden]) h2 a'
const SWITCH = '[data-keys-switch]'

export function listenForKeys(): void {
  document.addEventListener('keydown', press)
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-keys-dialog]')) toggle(dialog())
  })
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches(SWITCH)) return
    remember(KEYS_OFF, target.checked ? 'no' : 'yes')
    showSwitches()
  })
  addEventListener('DOMContentLoaded', showSwitches)
  addEventListener('storage', showSwitches)
}

function press(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (isOff()) return
  if (event.key === '?') toggle(dialog())
  else if (!dialog()?.open) act(event.key)
}

function act(key: string) {
  const titles = [...document.querySelectorAll<HTMLAnchorElement>(TITLES)]
  const here = titles.findIndex((title) =>
    title.closest('article')?.contains(document.activeElement),
  )
  if (key === 'j') titles[Math.min(here + 1, titles.length - 1)]?.focus()
  if (key === 'k') titles[Math.max(here - 1, 0)]?.focus()
  if (key === 'o') titles[here]?.click()
  const tap = Object.hasOwn(TAPS, key) ? TAPS[key] : undefined
  const around = titles[here]?.closest('article') ?? document.querySelector('[data-paper-page]')
  if (tap) around?.querySelector<HTMLFormElement>(`form[action$="/${tap}"]`)?.requestSubmit()
}

const isOff = () => recall(KEYS_OFF) === 'yes'

function showSwitches() {
  for (const box of document.querySelectorAll<HTMLInputElement>(SWITCH)) box.checked = !isOff()
}

const dialog = () => document.querySelector<HTMLDialogElement>('#keyboard')

function toggle(shown: HTMLDialogElement | null) {
  if (shown?.open) shown.close()
  else shown?.showModal()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox'))
  )
}
