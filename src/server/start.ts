/** From a fresh clone to a running site, and back to nothing left running. */
import { env } from '../env.ts'
import { buildPages, generateClient, hasPages } from './build.ts'
import { checkPort } from './check-port.ts'
import { migrateDatabase, noteOnNotices, openDatabase } from './database.ts'
import { openMailbox } from './mailbox.ts'
import { stopChildren } from './run-node.ts'
import { useSecrets } from './secrets.ts'
import { step } from './step.ts'

/**
 * `start` builds what is stale and loads the sample into an empty local site; `serve` takes the build
 * that is there; `dev` has none, and reloads.
 */
type Mode = 'start' | 'serve' | 'dev'

/** Serves the site until it is told to stop. */
export async function startSite(mode: Mode): Promise<void> {
  const undo = undoOnSignals()
  try {
    await checkPort(env().hosts, env().PORT)
    useSecrets()
    await generateClient()
    const isBuilt = mode === 'dev' || (mode === 'serve' && hasPages())
    const pages = isBuilt ? Promise.resolve() : buildPages()
    pages.catch(() => {})
    const database = openDatabase(undo.fail)
    undo.later(() =>
      database.then(
        (release) => release(),
        () => {},
      ),
    )
    await database
    undo.later(async () => (await import('../db/client.ts')).closeDb())
    undo.later(await openMailbox())
    undo.later(async () => (await import('../mail/transport.ts')).closeMail())
    const web = pages.then(() => startWeb(mode === 'dev'))
    undo.later(() =>
      web.then(
        ({ close }) => close(),
        () => {},
      ),
    )
    await prepareDatabase(mode)
    const note = await noteOnNotices()
    if (note) console.error(note)
    await (await web).open()
    if (env().SCHEDULER === 'on') undo.later(await startJobs())
    console.log(`Broadsheet is ready at ${env().SITE_URL}`)
  } catch (error) {
    // Whatever breaks because we are stopping doesn't matter.
    if (undo.isStopping()) return
    await undo.all()
    throw error
  }
}

/** Next and the front load only now, since they need the generated client and production mode. */
async function startWeb(isDev: boolean) {
  Object.assign(process.env, { NODE_ENV: 'production' })
  process.setSourceMapsEnabled(false)
  const { prepareWeb } = await import('./web.ts')
  return prepareWeb(env(), isDev)
}

/** Migrates, and loads the sample where a person should find something to read. */
async function prepareDatabase(mode: Mode) {
  const { SAMPLE, SCHEDULER, isLocal, editionClock } = env()
  const applied = await migrateDatabase()
  if (applied.length > 0) console.log(`Migrated the database: ${applied.join(', ')}`)
  if (mode === 'serve' || SAMPLE === 'off' || (SAMPLE === 'auto' && !isLocal)) return
  const { hasPapers } = await import('../db/papers/papers.ts')
  if (await hasPapers()) return
  const isAsking = SCHEDULER === 'on' && SAMPLE === 'auto'
  if (isAsking && (await fetchFirst())) return
  const { loadSample } = await import('../jobs/load-sample.ts')
  const loaded = await loadSample({ now: new Date(), clock: editionClock })
  if (!loaded) return
  const why = isAsking ? ', since no source could be reached' : ''
  console.log(`Loaded the sample: ${loaded.imported} papers${why}`)
}

async function fetchFirst(): Promise<boolean> {
  const { fetchFirstPapers } = await import('../jobs/first-papers.ts')
  const came = await step('Fetching the newest lists', () => fetchFirstPapers(new Date()))
  if (came) console.log('The newest lists are in')
  return came
}

async function startJobs(): Promise<() => Promise<void>> {
  const { startScheduler } = await import('./scheduler.ts')
  return startScheduler()
}

/** On a signal, undoes what was done in reverse order; a second signal doesn't wait for that. */
function undoOnSignals() {
  const done: (() => Promise<void>)[] = []
  let isStopping = false
  const all = async () => {
    stopChildren()
    for (const undo of done.splice(0).toReversed())
      await undo().catch((error) => console.error(error))
  }
  const end = async (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1)
    isStopping = true
    console.log(`Stopping (${signal})`)
    await all()
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  const later = (undo: () => Promise<void>) => void done.push(undo)
  const fail = () => {
    process.exitCode = 1
    process.kill(process.pid, 'SIGTERM')
  }
  return { later, all, fail, isStopping: () => isStopping }
}
