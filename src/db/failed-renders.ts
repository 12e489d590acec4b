/** Tells the thread around Next why a render failed: the database's answers know it best. */
import { noteFailure, RENDER_ID } from '../wire/render-note.ts'
import { isUnavailable } from './connections/unavailable.ts'

type Asked = { method: string; headers: Record<string, string | string[] | undefined> }

/** `isRoute`: it failed in a route of its own, not in a page or a form's action. */
export function noteFailedRender(
  error: unknown,
  { method, headers }: Asked,
  isRoute: boolean,
): void {
  noteFailure(headers[RENDER_ID], {
    isUnavailable: isUnavailable(error),
    isForm: method === 'POST' && !isRoute,
  })
}
