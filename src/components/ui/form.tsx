'use client'
/** A form that answers in place, or with a new page without JavaScript. */
import { unstable_rethrow } from 'next/navigation'
import { Component, type ReactNode, useActionState, useEffect, useRef } from 'react'
import type { FormState } from '@/actions/action'

const IDLE: FormState = { status: 'idle' }

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>
  /** The fields, given the last answer. */
  children: (state: FormState, isPending: boolean) => ReactNode
  /** The page that shows the form, and where in it: sending it without JavaScript leads there. */
  permalink?: string
  className?: string
}

export function Form(props: Props) {
  const typed = useRef<Record<string, string>>({})
  return (
    <KeepTyped>
      {(lostAt) => (
        <Sendable
          {...props}
          key={lostAt}
          start={lostAt === 0 ? IDLE : { ...LOST, values: typed.current }}
          onSend={(values) => {
            typed.current = values
          }}
        />
      )}
    </KeepTyped>
  )
}

const LOST: FormState = {
  status: 'failed',
  message:
    'That didn’t get through. Your text is still here: try again in a moment. If this page has been open for a long time, copy your text and reload the page.',
}

/** An answer that never comes, or that this build of the page does not know, loses nothing typed. */
class KeepTyped extends Component<{ children: (lostAt: number) => ReactNode }> {
  override state = { lostAt: 0 }

  static getDerivedStateFromError(error: unknown) {
    // Redirects are Next's to handle.
    unstable_rethrow(error)
    return { lostAt: performance.now() }
  }

  override render() {
    return this.props.children(this.state.lostAt)
  }
}

type SendableProps = Props & {
  start: FormState
  onSend: (values: Record<string, string>) => void
}

function Sendable({ action, children, permalink, className, start, onSend }: SendableProps) {
  const [state, send, isPending] = useActionState(action, start, permalink)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.leadsTo) location.assign(state.leadsTo)
    if (state.status === 'done') for (const one of foldsIn(form.current)) one.open = false
    if (state.shows) show(state.shows)
    if (state.status !== 'failed') return
    form.current?.querySelector<HTMLElement>('[aria-invalid], [data-message]')?.focus()
  }, [state])
  return (
    <form
      ref={form}
      action={send}
      onSubmit={({ currentTarget }) => onSend(textsOf(new FormData(currentTarget)))}
      noValidate
      className={className}
    >
      <Message state={state} />
      {children(state, isPending)}
    </form>
  )
}

function textsOf(form: FormData): Record<string, string> {
  const texts = [...form].filter(([name, value]) => typeof value === 'string' && name[0] !== '$')
  return Object.fromEntries(texts) as Record<string, string>
}

function foldsIn(form: HTMLFormElement | null) {
  return form?.querySelectorAll('details') ?? []
}

/** Scrolls to it, by way of the address. */
function show(id: string) {
  location.hash = id
  document.getElementById(id)?.focus()
}

/** On the page from the start, so that screen readers announce it. */
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
          Continue
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
