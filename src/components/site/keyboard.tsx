'use client'
/** Keys that move real focus through a list; silent in fields and when switched off. */
import { useEffect, useRef, useState } from 'react'
import { Key } from '@/components/listing/keyboard-box'
import { KEYS_OFF, recall, remember } from './remembered'

const TAPS: Record<string, string | undefined> = { u: 'vote', s: 'save', x: 'hide' }
const TITLES = 'article[data-paper-id] h2 a'
const KEYS: [string, string][] = [
  ['j', 'next paper'],
  ['k', 'previous paper'],
  ['o', 'open the paper in focus'],
  ['u', 'vote for it, or withdraw the vote'],
  ['s', 'save it, or let it go'],
  ['x', 'hide it'],
  ['?', 'show or hide these keys'],
]

export function Keyboard() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOff, setIsOff] = useState(false)
  const [isReady, setIsReady] = useState(false)
  useEffect(() => {
    const read = () => setIsOff(recall(KEYS_OFF) === 'yes')
    read()
    setIsReady(true)
    window.addEventListener('storage', read)
    return () => window.removeEventListener('storage', read)
  }, [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (isOff) return
      if (event.key === '?') toggle(dialog.current)
      else if (!dialog.current?.open) act(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOff])
  return (
    <>
      {isReady && (
        <button
          type="button"
          onClick={() => toggle(dialog.current)}
          className="link cursor-pointer"
        >
          All keys
        </button>
      )}
      <dialog
        ref={dialog}
        aria-labelledby="keyboard-title"
        className="m-auto w-80 rounded-xl border border-rule bg-paper p-6 text-ink backdrop:bg-black/40"
      >
        <h2 id="keyboard-title" className="mb-4 font-serif text-xl font-semibold">
          Keys
        </h2>
        <dl className="grid grid-cols-[40px_1fr] gap-y-2.5 text-sm">
          {KEYS.map(([key, meaning]) => (
            <div key={key} className="contents">
              <dt>
                <Key>{key}</Key>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-5 flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-6"
            checked={!isOff}
            onChange={(event) => {
              remember(KEYS_OFF, event.target.checked ? 'no' : 'yes')
              setIsOff(!event.target.checked)
            }}
          />
          Use single keys on this device
        </label>
        <form method="dialog" className="mt-5">
          <button
            type="submit"
            className="h-9 cursor-pointer rounded-lg bg-ink px-3.5 text-sm font-semibold text-paper"
          >
            Close
          </button>
        </form>
      </dialog>
    </>
  )
}

function act(event: KeyboardEvent) {
  const titles = [...document.querySelectorAll<HTMLAnchorElement>(TITLES)]
  const here = titles.findIndex((title) =>
    title.closest('article')?.contains(document.activeElement),
  )
  if (event.key === 'j') titles[Math.min(here + 1, titles.length - 1)]?.focus()
  if (event.key === 'k') titles[Math.max(here - 1, 0)]?.focus()
  if (event.key === 'o') titles[here]?.click()
  const tap = Object.hasOwn(TAPS, event.key) ? TAPS[event.key] : undefined
  const around = titles[here]?.closest('article') ?? document.querySelector('[data-paper-page]')
  if (tap) around?.querySelector<HTMLFormElement>(`form[action$="/${tap}"]`)?.requestSubmit()
}

function toggle(dialog: HTMLDialogElement | null) {
  if (dialog?.open) dialog.close()
  else dialog?.showModal()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox'))
  )
}
