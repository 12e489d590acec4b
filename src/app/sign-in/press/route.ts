import { answerPress } from '@/session/sign-in'

export async function POST(request: Request): Promise<Response> {
  return answerPress(request)
}
