/** Tells the thread around Next why a render failed: a database error says more than Next does. */
import { noteFailure, RENDER_ID } from '../wire/render-note.ts'
import { isUnavailable } from './connections/unavailable.ts'

type FailedRequest = { method: string; headers: Record<string, string | string[] | undefined> }

/** `isRoute`: it failed in a route handler, not in a page or a form's action. */
export function noteFailedRender(
  error: unknown,
  { method, headers }: FailedRequest,
  isRoute: boolean,
): void {
  noteFailure(headers[RENDER_ID], {
    isUnavailable: isUnavailable(error),
    isForm: method === 'POST' && !isRoute,
  })
}
