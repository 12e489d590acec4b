import { answerProvider } from '@/session/sign-in'

export async function POST(
  request: Request,
  { params }: RouteContext<'/sign-in/with/[provider]'>,
): Promise<Response> {
  return answerProvider(request, (await params).provider)
}
