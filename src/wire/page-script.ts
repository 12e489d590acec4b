/** The address of the one script that every page carries; its name changes with its content. */

const SHAPE = /^\/page\.[\w-]+\.js$/
/** Set by the server once it has read the script. */
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

/** The address that the server has set; undefined without a server, when pages have no script. */
export function toldPageScript(): string | undefined {
  return process.env[SETTING]
}
