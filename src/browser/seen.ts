/** A member's paper page that was fetched ahead counts as seen only once it is looked at. */
import { isFetchedAhead } from './arrival'
import { messageBox } from './member'

export function noteSeen(): void {
  const id = document.querySelector<HTMLElement>('[data-paper-page]')?.dataset.paperPage
  if (!id || !messageBox() || !isFetchedAhead()) return
  const body = new URLSearchParams({ on: '1' })
  const headers = { Accept: 'application/json' }
  fetch(`/papers/${id}/seen`, { method: 'POST', body, headers, keepalive: true }).catch(() => {})
}
