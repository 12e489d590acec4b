/** Tells the person at the terminal what takes its time. */
const EVERY_MS = 5_000

/** Does one step, naming it; a long one is heard from every five seconds. */
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
