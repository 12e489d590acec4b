/** The field for an address that will get email. */
import { needsSmtpUtf8 } from '../domain/email-address.ts'
import { emailSchema } from '../domain/subscription.ts'
import { env } from '../env.ts'

/** Our spelling of what was typed; letters such as ü before the @ only where the relay takes them. */
export const typedAddress = emailSchema.refine(
  (email) => !needsSmtpUtf8(email) || env().SMTP_UTF8 === 'on' || env().hasMailbox,
  'This site can’t email addresses with letters such as ü before the @.',
)
