import { answerSignOut } from '@/session/sign-in'

export async function POST(): Promise<Response> {
  return answerSignOut()
}
