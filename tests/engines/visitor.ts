/** A person with a browser, whatever its engine: goes, presses, types, looks. */
export type Visitor = {
  goto: (url: string) => Promise<void>
  reload: () => Promise<void>
  /** Presses the first thing that an XPath finds, where a mouse would. */
  press: (path: string) => Promise<void>
  /** Empties a field, and types. */
  type: (path: string, text: string) => Promise<void>
  /** What an expression is on the page. */
  ask: <Answer>(expression: string) => Promise<Answer>
  /** Errors that pages had so far, on the console or not caught. */
  errors: () => Promise<string[]>
  close: () => Promise<void>
}

export type Engine = {
  name: string
  /** What this machine lacks for it; null when it is all there. */
  lacks: () => string | null
  open: () => Promise<Visitor>
}
