/** Digests as files: the HTML, and a list of who did not get it. */
import { previewDigest } from '@/actions/preview-digest'
import { csvOf } from '@/app/admin/digests/csv'
import { listMissedMails } from '@/db/digests/digest-desk'
import { findDigest } from '@/db/digests/digests'
import { withInertLinks } from '@/mail/test-digest'
import { requireAdmin, requireCurator } from '@/session/current-member'

type Context = RouteContext<'/admin/digests/[file]'>

/** `daily.html`, `weekly.html`: as they would be sent now; `12.html`: as frozen; `12.csv`: for admins. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  await requireCurator()
  const { file } = await params
  const [, name = '', form] = /^(daily|weekly|\d{1,9})\.(html|csv)$/.exec(file) ?? []
  if (form === 'html') return answerHtml(name)
  if (form === 'csv' && /^\d+$/.test(name)) return answerCsv(Number(name))
  return new Response(null, { status: 404 })
}

async function answerHtml(name: string): Promise<Response> {
  const digest =
    name === 'daily' || name === 'weekly'
      ? await previewDigest(name, new Date())
      : await findDigest(Number(name))
  if (!digest) return new Response(null, { status: 404 })
  const headers = { 'Content-Type': 'text/html; charset=utf-8' }
  return new Response(withInertLinks(digest.html), { headers })
}

async function answerCsv(digestId: number): Promise<Response> {
  await requireAdmin()
  const missed = await listMissedMails(digestId)
  const rows = missed.map(({ email, status, response }) => [email ?? '', status, response ?? ''])
  return new Response(csvOf([['email', 'status', 'response'], ...rows]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="digest-${digestId}-missed.csv"`,
    },
  })
}
