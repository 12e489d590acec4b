/** Small choices kept in this browser; where its storage is refused they last as long as the page. */

/** Under it `yes` when single keys are switched off. */
export const KEYS_OFF = 'keys-off'

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // The choice holds for this page.
  }
}
