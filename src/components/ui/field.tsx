/** A labelled field with its hint and its error, told apart for screen readers too. */
import type { ComponentProps, ReactNode } from 'react'

const BOX =
  'mt-1 block w-full rounded-lg border bg-transparent px-3 text-[15px] placeholder:text-mute aria-[invalid]:border-accent border-rule'

type Common = { label: string; name: string; hint?: ReactNode; error?: string }

export function Field({ label, hint, error, ...input }: Common & ComponentProps<'input'>) {
  const { id, described } = idsOf(input, hint, error)
  return (
    <p className="mb-4">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        className={`${BOX} h-10`}
      />
      <Below id={id} hint={hint} error={error} />
    </p>
  )
}

type AreaProps = Common & ComponentProps<'textarea'> & { hidesLabel?: boolean }

export function TextArea({ label, hint, error, hidesLabel, ...area }: AreaProps) {
  const { id, described } = idsOf(area, hint, error)
  return (
    <p className="mb-4">
      <label htmlFor={id} className={hidesLabel ? 'sr-only' : 'text-sm font-semibold'}>
        {label}
      </label>
      <textarea
        rows={4}
        {...area}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        className={`${BOX} py-2`}
      />
      <Below id={id} hint={hint} error={error} />
    </p>
  )
}

export function Select({
  label,
  hint,
  error,
  options,
  children,
  ...select
}: Common & ComponentProps<'select'> & { options?: readonly string[] }) {
  const { id, described } = idsOf(select, hint, error)
  return (
    <p className="mb-4">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select
        {...select}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        className={`${BOX} h-10`}
      >
        {options ? options.map((option) => <option key={option}>{option}</option>) : children}
      </select>
      <Below id={id} hint={hint} error={error} />
    </p>
  )
}

export function Check(input: Common & ComponentProps<'input'>) {
  return <Tick type="checkbox" {...input} />
}

export function Radio(input: Common & ComponentProps<'input'>) {
  return <Tick type="radio" {...input} />
}

function Tick({ label, hint, ...input }: Common & ComponentProps<'input'>) {
  const { id, described } = idsOf(input, hint, undefined)
  return (
    <p className="mb-4">
      <label htmlFor={id} className="flex items-start gap-2.5 text-[15px] leading-6">
        <input {...input} id={id} aria-describedby={described} className="size-6 shrink-0" />
        {label}
      </label>
      <Below id={id} hint={hint} />
    </p>
  )
}

function Below({ id, hint, error }: { id: string; hint?: ReactNode; error?: string }) {
  return (
    <>
      {error && (
        <span id={`${id}-error`} className="mt-1 block text-[13.5px] text-accent">
          {error}
        </span>
      )}
      {hint && (
        <span id={`${id}-hint`} className="mt-1 block text-[13.5px] text-mute">
          {hint}
        </span>
      )}
    </>
  )
}

/** Where several fields on a page share a name, each needs an id of its own. */
function idsOf(given: { id?: string; name: string }, hint: ReactNode, error: string | undefined) {
  const id = given.id ?? `field-${given.name}`
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return { id, described: described || undefined }
}
