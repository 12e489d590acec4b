/**
 * What is known of a render besides its answer: whether something in it failed. Next's build and the
 * thread around it share nothing but the global object.
 */

/** Names a render in its request; set by that thread, never by a visitor. */
export const RENDER_ID = 'x-broadsheet-render'

/** `unavailable`: the database could not be asked just now. `malformed`: what was sent is no form's. */
export type Failure = 'fault' | 'unavailable' | 'malformed'
export type RenderNote = { failure?: Failure; hasBegun?: boolean }

const shared = globalThis as typeof globalThis & { broadsheetRenders?: Map<string, RenderNote> }

/** Says that a form's action has begun: its arguments could be read. */
export function noteBegun(renderId: string | null): void {
  const note = shared.broadsheetRenders?.get(renderId ?? '')
  if (note) note.hasBegun = true
}

/** Says how a render failed; the first failure counts. `isForm`: where a form's action may not have begun. */
export function noteFailure(
  renderId: unknown,
  { isUnavailable, isForm }: { isUnavailable: boolean; isForm: boolean },
): void {
  const note = shared.broadsheetRenders?.get(String(renderId))
  if (!note) return
  const isMalformed = isForm && !note.hasBegun
  note.failure ??= isUnavailable ? 'unavailable' : isMalformed ? 'malformed' : 'fault'
}
