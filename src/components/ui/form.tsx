'use client'
/** A form that answers in place, and by a new page without JavaScript. */
import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import type { FormState } from '@/actions/action'

const IDLE: FormState = { status: 'idle' }

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>
  /** The fields, given what was answered last. */
  children: (state: FormState, isPending: boolean) => ReactNode
  /** The page that shows the form, and where in it: what is sent without JavaScript leads there. */
  permalink?: string
  className?: string
}

export function Form({ action, children, permalink, className }: Props) {
  const [state, send, isPending] = useActionState(action, IDLE, permalink)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.leadsTo) location.assign(state.leadsTo)
    if (state.status === 'done') for (const one of foldsIn(form.current)) one.open = false
    if (state.shows) show(state.shows)
    if (state.status !== 'failed') return
    form.current?.querySelector<HTMLElement>('[aria-invalid], [data-message]')?.focus()
  }, [state])
  return (
    <form ref={form} action={send} noValidate className={className}>
      <Message state={state} />
      {children(state, isPending)}
    </form>
  )
}

function foldsIn(form: HTMLFormElement | null) {
  return form?.querySelectorAll('details') ?? []
}

/** The address then leads there as well. */
function show(id: string) {
  location.hash = id
  document.getElementById(id)?.focus()
}

/** In the page before it says anything, so that it is read out. */
export function Message({ state }: { state: FormState }) {
  const isError = state.status === 'failed'
  return (
    <p
      role="status"
      tabIndex={-1}
      data-message={isError && state.message ? '' : undefined}
      className={
        state.message
          ? `mb-4 rounded-lg px-3 py-2 text-[15px] ${isError ? 'bg-blush' : 'bg-chip'}`
          : undefined
      }
    >
      {state.message}
      {state.leadsTo && (
        <a href={state.leadsTo} className="link ml-2 decoration-current">
          Go on
        </a>
      )}
      {state.signIn && (
        <a
          href={state.signIn}
          target="_blank"
          rel="noreferrer"
          className="link ml-2 decoration-current"
        >
          Sign in (in a new tab)
        </a>
      )}
    </p>
  )
}
