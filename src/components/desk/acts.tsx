'use client'
/**
 * Many small forms that share one answer, shown above them, since the form that was sent may be
 * gone from the page once its act is done.
 */
import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react'
import type { FormState } from '@/actions/action'
import { BUTTON, Button } from '@/components/ui/button'
import { Message } from '@/components/ui/form'
import { ActField, type FieldOfAct } from './act-field'

type Action = (before: FormState, form: FormData) => Promise<FormState>
type Shared = { state: FormState; send: (form: FormData) => void; isPending: boolean }

const Answer = createContext<Shared | null>(null)
const IDLE: FormState = { status: 'idle' }
const MARKED = 'Nothing was changed. Check the marked field.'

export function Acts({ action, children }: { action: Action; children: ReactNode }) {
  const [state, send, isPending] = useActionState(action, IDLE)
  const isUntold = state.status === 'failed' && !state.message
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state.status === 'idle') return
    const find = (selector: string) => box.current?.querySelector<HTMLElement>(selector)
    ;(find('[aria-invalid]') ?? find('[role=status]'))?.focus()
  }, [state])
  return (
    <Answer value={{ state, send, isPending }}>
      <div ref={box}>
        <Message state={isUntold ? { ...state, message: MARKED } : state} />
        {children}
      </div>
    </Answer>
  )
}

type Props = {
  /** What is done, and to what: the action's `act` and another hidden field. */
  act: string
  subject: { name: string; value: string; date?: string }
  /** What the button says, and for screen readers what it is about. */
  button: string
  about: string
  field?: FieldOfAct
  isStrong?: boolean
  /** The form is folded away under these words. */
  folded?: string
}

export function ActForm({ act, subject, button, about, field, isStrong, folded }: Props) {
  const shared = useContext(Answer)
  if (!shared) throw new Error('ActForm must be inside Acts.')
  const { state, send, isPending } = shared
  const key = `${act}-${subject.value}${subject.date ?? ''}`
  const isMine = state.status === 'failed' && state.values?.form === key
  const form = (
    <form action={send} noValidate className="max-w-md">
      <input type="hidden" name="form" value={key} />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name={subject.name} value={subject.value} />
      {subject.date && <input type="hidden" name="date" value={subject.date} />}
      {field && (
        <ActField
          field={field}
          id={`${key}-${field.name}`}
          value={isMine ? state.values?.[field.name] : undefined}
          error={isMine ? state.errors?.[field.name] : undefined}
        />
      )}
      <Button isStrong={isStrong} disabled={isPending}>
        {button}
        <span className="sr-only"> {about}</span>
      </Button>
    </form>
  )
  if (!folded) return form
  return (
    <details open={isMine || undefined}>
      <summary className={`${BUTTON} mb-3`}>
        {folded}
        <span className="sr-only"> {about}</span>
      </summary>
      {form}
    </details>
  )
}
