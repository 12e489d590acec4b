/**
 * Stops the clock of a process and its threads at the instant in STOPPED_AT: preloaded by `--import`
 * into the site whose pictures are taken. Timers run on.
 */
const now = Date.parse(process.env.STOPPED_AT ?? '')
if (Number.isNaN(now)) throw new Error('STOPPED_AT is no instant.')

Date.now = () => now
globalThis.Date = new Proxy(Date, {
  construct: (date, given, made) => Reflect.construct(date, given.length > 0 ? given : [now], made),
  apply: () => new Date(now).toString(),
})
