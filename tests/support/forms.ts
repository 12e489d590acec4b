/** Sends a page's form the way a browser without JavaScript does. */
import { decodeHTML } from 'entities'

export type Sent = { status: number; location: string | null; html: string; cookies: string[] }

/**
 * Loads `path`, fills the form that has a field called `field`, and posts it; with the cookie of
 * `sender` where another sends it than who has loaded it.
 */
export async function sendForm(
  site: { url: string },
  path: string,
  {
    field,
    values,
    cookie = '',
    sender = cookie,
    headers = {},
  }: {
    field: string
    values: Record<string, string>
    cookie?: string
    sender?: string
    headers?: Record<string, string>
  },
): Promise<Sent> {
  const page = await fetch(site.url + path, { headers: { cookie } })
  const html = await page.text()
  const form = formsIn(html).find(({ inputs }) => field in inputs)
  if (!form) throw new Error(`${path} answers ${page.status} and has no form with ${field}`)
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...form.inputs, ...values })) body.set(name, value)
  const isAction = Object.keys(form.inputs).some((name) => name.startsWith('$ACTION'))
  const address = (form.action || path).replace(/#.*/, '')
  const answer = await fetch(site.url + address, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: sender, origin: site.url, ...headers },
    // A browser sends an action's form as multipart, as React asks for it.
    body: isAction ? body : new URLSearchParams([...body].map(([k, v]) => [k, String(v)])),
  })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    html: await answer.text(),
    cookies: answer.headers.getSetCookie(),
  }
}

/** The forms of a page, each with its address and the names and values of its fields. */
function formsIn(html: string) {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', inside = '']) => {
    const inputs: Record<string, string> = {}
    for (const [tag] of inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
      const name = attribute(tag, 'name')
      const isTick = /type="(?:checkbox|radio)"/.test(tag)
      if (name && (!isTick || / checked=/.test(tag))) inputs[name] = attribute(tag, 'value') ?? ''
    }
    for (const [, tag = '', options = ''] of inside.matchAll(
      /<select\b([^>]*)>(.*?)<\/select>/gs,
    )) {
      const chosen = /<option\b[^>]* selected=[^>]*>/.exec(options)?.[0] ?? ''
      inputs[attribute(tag, 'name') ?? ''] = attribute(chosen, 'value') ?? ''
    }
    return { action: attribute(head, 'action'), inputs }
  })
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decodeHTML(value)
}
