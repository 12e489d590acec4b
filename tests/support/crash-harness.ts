/** Senders that are killed without warning while they send, and what came of it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import PostalMime from 'postal-mime'
import { withClient } from './postgres.ts'
import { openSmtpSink, type SmtpSink, type Taken } from './smtp-sink.ts'
import { TEST_SECRET } from './subscribers.ts'

export type CrashResult = {
  /** Subscribers to whom no copy came, and of whom the desk does not know. */
  lost: number
  /** Copies beyond the first. */
  extra: number
  /** Copies whose Message-ID is not that of the first. */
  different: number
  kills: number
  seconds: number
}

const LEASE_SECONDS = 4

/**
 * Lets `senders` processes send what is due at `now` on a database, kills one of them `kills`
 * times at random moments and starts another in its place; waits until nothing is left.
 */
export async function crashSenders(
  databaseUrl: string,
  options: {
    now: Date
    mails: number
    senders: number
    kills: number
    /** Where the mails end, and how senders reach it when that is not directly. */
    sink?: SmtpSink
    settings?: Record<string, string>
  },
): Promise<CrashResult> {
  const { now, mails, senders, kills } = options
  const sink = options.sink ?? (await openSmtpSink({ answerAfter: 20 }))
  const settings = { DATABASE_URL: databaseUrl, SMTP_URL: sink.url, ...options.settings }
  const started = Date.now()
  const start = () => startSender(now, settings)
  const running = Array.from({ length: senders }, start)
  try {
    // Moments are counted in mails, the last ones left alone so that there is somebody to kill.
    const moments = Array.from({ length: kills }, () => Math.random() * mails * 0.9)
    for (const moment of moments.sort((a, b) => a - b)) {
      await until(() => sink.taken.length >= moment)
      const victim = Math.floor(Math.random() * senders)
      running[victim]?.kill('SIGKILL')
      running[victim] = start()
    }
    await Promise.all(running.map(ended))
    await until(() => isDrained(databaseUrl))
    const held = await listHeld(databaseUrl)
    return {
      ...(await judge(sink.taken, mails, held)),
      kills,
      seconds: (Date.now() - started) / 1000,
    }
  } finally {
    for (const child of running) child.kill('SIGKILL')
    await sink.close()
  }
}

/** What came to `mails` subscribers; of `held` mails an admin decides, so they are not lost. */
export async function judge(taken: Taken[], mails: number, held: string[] = []) {
  const idsOf = new Map<string, string[]>()
  for (const { to, bytes } of taken) {
    const { messageId = '' } = await PostalMime.parse(bytes)
    idsOf.set(to.join(), [...(idsOf.get(to.join()) ?? []), messageId])
  }
  const copies = [...idsOf.values()]
  return {
    lost: mails - idsOf.size - held.filter((email) => !idsOf.has(email)).length,
    extra: copies.reduce((sum, ids) => sum + ids.length - 1, 0),
    different: copies.reduce((sum, ids) => sum + new Set(ids).size - 1, 0),
  }
}

/** A process that sends what is due at `now` until nothing is left. */
export function startSender(now: Date, settings: Record<string, string>): ChildProcess {
  const args = ['--import', 'tsx', 'tests/support/digest-sender.ts', now.toISOString()]
  return spawn(process.execPath, [...args, String(LEASE_SECONDS)], {
    env: { ...process.env, NODE_ENV: 'production', AUTH_SECRET: TEST_SECRET, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Whose mail was under way at two kills: it is not sent a third time unasked. */
async function listHeld(databaseUrl: string): Promise<string[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ email: string }>(
      "select s.email from deliveries d join subscriptions s on s.id = d.subscription_id where d.status = 'held'",
    ),
  )
  return rows.map(({ email }) => email)
}

/** Whether no mail waits or is under way. */
export async function isDrained(databaseUrl: string): Promise<boolean> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query(
      "select 1 from deliveries where status in ('queued', 'claimed', 'sending', 'in_doubt')",
    ),
  )
  return rows.length === 0
}

/** Waits, looking every 20 ms. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 20))
}
