/**
 * A member's taps: each shows in the same frame and is sent at once, even if the reader leaves. After a
 * refusal the form shows what the server last said, and a message.
 */
import { messageBox } from './member'
import { recall, remember } from './remembered'
import { show, stateOf, type TapState, tapForms, tapPath } from './tap-form'
import { noteTapped } from './tapped'

const TURN = 'turn'
const FAILED = 'That didn’t work. Try again.'
const OFFLINE = 'You’re offline. Nothing was changed.'

/** By the address of the tap: what the server said last, and the turn that was sent last. */
const confirmed = new Map<string, TapState>()
const newest = new Map<string, number>()

export function listenForTaps(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    const box = messageBox()
    const path = form instanceof HTMLFormElement ? tapPath(form) : null
    // Signed out, the form leads to the sign-in page by itself.
    if (!box || !path || !(form instanceof HTMLFormElement)) return
    event.preventDefault()
    box.textContent = ''
    tap(form, path).catch((error) => {
      box.textContent = error instanceof TypeError ? OFFLINE : error.message
    })
  })
}

async function tap(form: HTMLFormElement, path: string) {
  const before = stateOf(form)
  if (!newest.has(path)) confirmed.set(path, before)
  const turn = nextTurn()
  newest.set(path, turn)
  const on = !before.on
  const votes = before.votes === undefined ? undefined : before.votes + (on ? 1 : -1)
  showAll(path, { on, votes })
  noteTapped(path, { on, votes }, true)
  try {
    const said = await send(path, on, turn)
    confirmed.set(path, said)
    if (newest.get(path) === turn) settle(path, said)
  } catch (error) {
    const last = confirmed.get(path)
    if (newest.get(path) === turn && last) settle(path, last)
    throw error
  }
}

async function send(path: string, on: boolean, turn: number): Promise<TapState> {
  const answer = await fetch(path, {
    method: 'POST',
    body: new URLSearchParams({ on: on ? '1' : '0', turn: String(turn) }),
    headers: { Accept: 'application/json' },
    keepalive: true,
  })
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(said.error ?? FAILED)
  return said
}

function settle(path: string, state: TapState) {
  newest.delete(path)
  confirmed.delete(path)
  showAll(path, state)
  noteTapped(path, state, false)
}

function showAll(path: string, state: TapState) {
  for (const form of tapForms(path)) show(form, state)
}

/** Higher than any sent before, in whichever tab of this browser. */
function nextTurn(): number {
  const last = Number(recall(TURN)) || 0
  const turn = Math.max(Date.now(), last + 1)
  remember(TURN, String(turn))
  return turn
}
