/** The address in a notice of a reply that stops such notices: one click (RFC 8058), or a page. */
import { stopReplies } from '@/db/comments/reply-mail'
import { env } from '@/env'

type Context = { params: Promise<{ token: string }> }

/** Changes nothing: scanners open every link in a mail. Leads to the page with the button. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return leadTo(`token=${encodeURIComponent(token)}`)
}

/** Stops the notices; needs no cookie and looks at none. 200 for every token, known or not. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  await stopReplies(token)
  const isFromPage = new URLSearchParams(await request.text()).has('page')
  return isFromPage ? leadTo('done=1') : new Response('No further reply is mailed to you.\n')
}

function leadTo(query: string): Response {
  const location = `${env().SITE_URL}/subscriptions/replies?${query}`
  return new Response(null, { status: 303, headers: { Location: location } })
}
