/** The insides of cards by their marks (see card-store.ts), on the server and in the browser. */
export type CardBodies = {
  get(mark: string): string | undefined
  set(mark: string, html: string): unknown
}

const STORE = Symbol.for('broadsheet.cards')

/** The one store of the server's process: the parts of Next's build share only the global object. */
export function sharedStore(create?: () => CardBodies): CardBodies | undefined {
  const scope: { [STORE]?: CardBodies } = globalThis as object
  scope[STORE] ??= create?.()
  return scope[STORE]
}

/** In the browser: those that came as HTML. Pages that the router keeps are shown from them again. */
const seen: CardBodies = new Map<string, string>()

/** The inside of the card with a mark; in the browser as it stands in the page at first. */
export function cardBody(mark: string, id: string): string {
  if (typeof document === 'undefined') return fromServer(mark)
  const body = seen.get(mark) ?? document.getElementById(id)?.innerHTML ?? ''
  seen.set(mark, body)
  return body
}

function fromServer(mark: string): string {
  const body = sharedStore()?.get(mark)
  if (body === undefined) throw new Error('A card was gone before its page was written.')
  return body
}
