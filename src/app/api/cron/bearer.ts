/** Who may start jobs: anyone who knows CRON_SECRET. */

import { env } from '@/env'
import { isSameSecret } from '@/mail/same-secret'

/** Whether an Authorization header carries the secret; always false while none is set. */
export function isCron(authorization: string | null): boolean {
  const { CRON_SECRET } = env()
  return isSameSecret(authorization, CRON_SECRET && `Bearer ${CRON_SECRET}`)
}
