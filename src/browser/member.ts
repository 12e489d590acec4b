/** Where a member is told what became of a tap; pages that are not a member's have no such place. */
export function messageBox(): HTMLElement | null {
  return document.getElementById('tap-message')
}
