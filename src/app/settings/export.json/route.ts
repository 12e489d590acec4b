import { consumeLimit } from '@/db/limits'
import { exportAccount } from '@/db/members/accounts'
import { currentMember } from '@/session/current-member'

/** Everything kept about the member who asks, as one JSON file. */
export async function GET(): Promise<Response> {
  const member = await currentMember()
  if (!member) return Response.json({ error: 'Sign in first.' }, { status: 401 })
  const limit = await consumeLimit('export', member.id)
  if (!limit.isAllowed) return Response.json({ error: 'Try again later.' }, { status: 429 })
  return new Response(`${JSON.stringify(await exportAccount(member.id), null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="broadsheet.json"',
    },
  })
}
