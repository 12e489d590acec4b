/** The address that turns emails about replies off: one click (RFC 8058) or a page. */
import { stopReplies } from '@/db/comments/reply-mail'
import { env } from '@/env'

type Context = { params: Promise<{ token: string }> }

/** Changes nothing: scanners open every link in an email. Leads to the page with the button. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return leadTo(`token=${encodeURIComponent(token)}`)
}

/** Turns them off; needs no cookie and looks at none. 200 for every token, known or not. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  await stopReplies(token)
  const isFromPage = new URLSearchParams(await request.text()).has('page')
  return isFromPage
    ? leadTo('done=1')
    : new Response('You won’t get any more emails about replies.\n')
}

function leadTo(query: string): Response {
  const location = `${env().SITE_URL}/subscriptions/replies?${query}`
  return new Response(null, { status: 303, headers: { Location: location } })
}
