/** Small things that this browser or this tab remembers; where that is refused, nothing is remembered. */

type Kind = 'localStorage' | 'sessionStorage'

export function recall(key: string, kind: Kind = 'localStorage'): string | null {
  try {
    return window[kind].getItem(key)
  } catch {
    return null
  }
}

export function remember(key: string, value: string, kind: Kind = 'localStorage'): void {
  try {
    window[kind].setItem(key, value)
  } catch {
    // Refused or full.
  }
}
