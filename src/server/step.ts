/** Tells the person at the terminal what is taking time. */
const EVERY_MS = 5_000

/** Announces a step and does it; a long one reports every five seconds. */
export async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const timer = setInterval(
    () => console.log(`  … ${name.toLowerCase()}, ${seconds()} s`),
    EVERY_MS,
  )
  console.log(name)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
