/** Sends letters that were just queued, once the answer is on its way. */
import { after } from 'next/server'
import { systemClock } from '../domain/clock.ts'
import { wordsOf } from '../domain/error-words.ts'
import { sendLetters } from '../jobs/send-letters.ts'

/** Runs `queue` first; after a failure, letters wait for the job. */
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
