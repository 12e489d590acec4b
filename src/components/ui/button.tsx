/** Buttons: a form's main one, and the others. */
import type { ComponentProps } from 'react'

export const BUTTON =
  'inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-rule px-3.5 text-sm font-semibold hover:border-ink disabled:cursor-default disabled:opacity-60'
export const STRONG_BUTTON =
  'inline-flex min-h-10 cursor-pointer items-center rounded-lg bg-ink px-4 text-sm font-semibold text-paper hover:opacity-90 disabled:cursor-default disabled:opacity-60'

export function Button({ isStrong, ...button }: ComponentProps<'button'> & { isStrong?: boolean }) {
  return <button type="submit" className={isStrong ? STRONG_BUTTON : BUTTON} {...button} />
}
