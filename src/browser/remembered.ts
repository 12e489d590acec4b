/** Small things that this browser or this tab remembers; where that is refused they last as long as the page. */

type Kind = 'localStorage' | 'sessionStorage'

const inPage = new Map<string, string>()

export function recall(key: string, kind: Kind = 'localStorage'): string | null {
  try {
    return window[kind].getItem(key)
  } catch {
    return inPage.get(key) ?? null
  }
}

export function remember(key: string, value: string, kind: Kind = 'localStorage'): void {
  try {
    window[kind].setItem(key, value)
  } catch {
    inPage.set(key, value)
  }
}
