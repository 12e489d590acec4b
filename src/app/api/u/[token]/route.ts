/** The unsubscribe address of an email: one click for mail programs (RFC 8058), a page for people. */
import { unsubscribe } from '@/db/subscriptions/subscriptions'
import { openWayBack } from '@/db/subscriptions/way-back'
import { env } from '@/env'

type Context = { params: Promise<{ token: string }> }

/** Changes nothing: scanners open every link in an email. Leads to the page with the button. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return leadTo(`token=${encodeURIComponent(token)}`)
}

/**
 * Unsubscribes; needs no cookie and looks at none. 200 for every token, so that
 * nobody learns which are real, except for the button of our own page, which leads back to it.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const form = await readForm(request)
  const isOneClick = form.get('List-Unsubscribe') === 'One-Click'
  const now = new Date()
  const left = await unsubscribe(token, now, isOneClick ? 'one-click' : 'page')
  if (!form.has('page')) return new Response('You are unsubscribed.\n')
  return leadTo(`done=${left?.status === 'confirmed' ? await openWayBack(left.id, now) : 1}`)
}

/** In any form encoding, since mail programs differ; empty when it is not a form. */
async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get('content-type') ?? ''
  const isMultipart = /^multipart\/form-data\b/i.test(type)
  const body = await request.arrayBuffer()
  const headers = { 'content-type': isMultipart ? type : 'application/x-www-form-urlencoded' }
  return new Response(body, { headers }).formData().catch(() => new FormData())
}

function leadTo(query: string): Response {
  const location = `${env().SITE_URL}/subscriptions/unsubscribe?${query}`
  return new Response(null, { status: 303, headers: { Location: location } })
}
