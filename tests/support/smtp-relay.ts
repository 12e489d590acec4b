/**
 * A relay for benches, in a process of its own: takes mails and forgets them. Argument: how long
 * it thinks over each, in ms. Prints its address.
 */
import { openSmtpSink } from './smtp-sink.ts'

const sink = await openSmtpSink({ answerAfter: Number(process.argv[2] ?? 0), isForgetful: true })
console.log(sink.url)
