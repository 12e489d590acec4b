/**
 * What is known about a render besides its answer: whether something in it failed. Next's build and
 * the thread around it share nothing but the global object.
 */

/** The header that names a render; set by that thread, never by a visitor. */
export const RENDER_ID = 'x-broadsheet-render'

/** `unavailable`: the database could not be reached. `malformed`: what was sent doesn't come from a form. */
export type Failure = 'fault' | 'unavailable' | 'malformed'
export type RenderNote = { failure?: Failure; hasBegun?: boolean }

const shared = globalThis as typeof globalThis & { broadsheetRenders?: Map<string, RenderNote> }

/** Records that a form's action has begun, so its arguments could be read. */
export function noteBegun(renderId: string | null): void {
  const note = shared.broadsheetRenders?.get(renderId ?? '')
  if (note) note.hasBegun = true
}

/** Records how a render failed; the first failure counts. `isForm`: it was a form's action, which may not have begun. */
export function noteFailure(
  renderId: unknown,
  { isUnavailable, isForm }: { isUnavailable: boolean; isForm: boolean },
): void {
  const note = shared.broadsheetRenders?.get(String(renderId))
  if (!note) return
  const isMalformed = isForm && !note.hasBegun
  note.failure ??= isUnavailable ? 'unavailable' : isMalformed ? 'malformed' : 'fault'
}
