/** What is pictured: a page in one state, and how a browser comes to see it. */
import type { Page } from 'playwright'
import type { Given } from './fill-site.ts'
import type { PicturedSite, SiteName } from './sites.ts'

export type Who = 'member' | 'newcomer' | 'fresh' | 'curator' | 'admin'

export type State = {
  name: string
  /** Where it is; `given` are the links that were mailed, and other names of this run. */
  path: string | ((given: Given) => string)
  /** `full` unless said. */
  site?: SiteName
  /** Nobody is signed in unless said. */
  who?: Who
  withoutJavaScript?: true
  /** On the loaded page: opens a menu, sends a bad form. */
  steps?: (page: Page, site: PicturedSite) => Promise<unknown>
}

export type Area = {
  name: string
  states: State[]
  /** On each site, once, before the area's first picture. */
  before?: (site: PicturedSite) => Promise<unknown>
}
