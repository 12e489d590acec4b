/** Other people's text, made fit for one line. */

/** At most `most` letters, cut between words if possible, with an ellipsis where it was cut. */
export function cut(text: string, most: number): string {
  const letters = Array.from(text)
  if (letters.length <= most) return text
  const start = letters.slice(0, most - 1).join('')
  return `${start.replace(/\s+\S{0,30}$/, '').replace(/[\s.,;:]+$/, '')}…`
}

/** The text without line breaks, control characters, and marks that change the direction of what follows. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
