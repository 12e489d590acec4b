/** The insides of cards by their marks (see card-store.ts), on the server and in the browser. */
export type CardBodies = {
  get(mark: string): string | undefined
  set(mark: string, html: string): unknown
}

/** The parts of Next's build share nothing in the server's process but the global object. */
export const shared = globalThis as typeof globalThis & { broadsheetCards?: CardBodies }

/** In the browser: those that came as HTML. Pages that the router keeps are shown from them again. */
const loaded: CardBodies = new Map<string, string>()

/** The inside of the card with a mark; in the browser as it stands in the page at first. */
export function cardBody(mark: string, id: string): string {
  if (typeof document === 'undefined') return fromServer(mark)
  const body = loaded.get(mark) ?? document.getElementById(id)?.innerHTML ?? ''
  loaded.set(mark, body)
  return body
}

function fromServer(mark: string): string {
  const body = shared.broadsheetCards?.get(mark)
  if (body === undefined) throw new Error('A card was gone before its page was written.')
  return body
}
