/** The address of the one script that every page carries; its name changes with what it holds. */

const SHAPE = /^\/page\.[\w-]+\.js$/
/** The server that has read the script tells the pages so. */
const SETTING = 'PAGE_SCRIPT'

export function pageScriptAddress(hash: string): string {
  return `/page.${hash}.js`
}

export function isPageScript(address: string): boolean {
  return SHAPE.test(address)
}

export function tellPages(address: string): void {
  process.env[SETTING] = address
}

/** As the server has told; without one around it, a page has no script. */
export function toldPageScript(): string | undefined {
  return process.env[SETTING]
}
