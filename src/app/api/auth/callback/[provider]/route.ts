import { answerCallback } from '@/session/sign-in'

/** Where a sign-in provider sends people back to. */
export async function GET(request: Request): Promise<Response> {
  return answerCallback(request)
}
