/** Lets letters leave that were just queued, once the answer is on its way. */
import { after } from 'next/server'
import { systemClock } from '../domain/clock.ts'
import { wordsOf } from '../domain/error-words.ts'
import { sendLetters } from '../jobs/send-letters.ts'

/** `queue` is done first; what it throws, and what cannot be sent now, waits for the job. */
export function sendLettersSoon(queue: () => Promise<unknown> = async () => {}): void {
  after(async () => {
    try {
      await queue()
      const { errors } = await sendLetters(systemClock)
      for (const error of errors) console.error('Letters:', error)
    } catch (error) {
      console.error('Letters wait for their job:', wordsOf(error))
    }
  })
}
