/** The list of keys, and the button that opens it; src/browser/keys.ts listens to both. */
import { Key } from '@/components/ui/key'

const KEYS: [string, string][] = [
  ['j', 'next paper'],
  ['k', 'previous paper'],
  ['o', 'open the focused paper'],
  ['u', 'upvote, or remove your vote'],
  ['s', 'save or unsave'],
  ['x', 'hide'],
  ['?', 'show or hide this list'],
]

export function Keyboard() {
  return (
    <>
      <button type="button" data-keys-dialog="" className="by-script link cursor-pointer">
        All keys
      </button>
      <dialog
        id="keyboard"
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
        <div className="mt-5">
          <KeysSwitch label="Use single keys on this device" />
        </div>
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

/** Whether single keys work on this device. */
export function KeysSwitch({ label }: { label: string }) {
  return (
    <label className="by-script flex items-center gap-2 text-sm">
      <input type="checkbox" data-keys-switch="" className="size-6" />
      {label}
    </label>
  )
}
