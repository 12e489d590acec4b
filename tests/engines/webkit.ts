/**
 * WebKit, as Debian's webkit2gtk-driver brings it, by Selenium, on a screen of its own. Its driver
 * tells nothing of the console, so each page is asked to note its errors as soon as it is there.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Builder, By, Capabilities, Key, until, type WebDriver } from 'selenium-webdriver'
import { freePort } from '../support/site.ts'
import { findProgram } from './installed.ts'
import type { Engine } from './visitor.ts'

const PATIENCE_MS = 20_000
const SCREEN = ':97'
const BROWSERS = ['4.1', '4.0', '6.0'].flatMap((version) =>
  ['x86_64', 'aarch64'].map(
    (machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
  ),
)
const PROGRAMS = {
  'webkit2gtk-driver': ['WebKitWebDriver'],
  'libwebkit2gtk-4.1-0': BROWSERS,
  xvfb: ['Xvfb'],
}
const NOTE_ERRORS = `if (!window.noted) {
  window.noted = []
  addEventListener('error', (event) => noted.push(event.message || 'could not load ' + event.target?.outerHTML), true)
  addEventListener('unhandledrejection', (event) => noted.push(String(event.reason)))
  addEventListener('securitypolicyviolation', (event) => noted.push(event.violatedDirective + ': ' + event.blockedURI))
  const { error } = console
  console.error = (...said) => { noted.push(said.join(' ')); error(...said) }
}`

export const webkit: Engine = {
  name: 'WebKit',
  lacks: () => {
    const missing = Object.entries(PROGRAMS).filter(([, names]) => !findProgram(...names))
    return missing.map(([name]) => name).join(', ') || null
  },
  open: async () => {
    const screen = start('Xvfb', [SCREEN, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'])
    const port = await freePort()
    const driver = start('WebKitWebDriver', [`--port=${port}`])
    const browser = await connect(port)
    const errors: string[] = []
    const look = async () => {
      const noted = await browser.executeScript('return window.noted?.splice(0) ?? []')
      errors.push(...(noted as string[]))
      await browser.executeScript(NOTE_ERRORS)
    }
    const find = async (path: string) => {
      const found = await browser.wait(until.elementLocated(By.xpath(path)), PATIENCE_MS)
      await browser.wait(until.elementIsVisible(found), PATIENCE_MS)
      return found
    }
    return {
      goto: async (url) => {
        await look()
        await browser.get(url)
        await look()
      },
      reload: async () => {
        await look()
        await browser.navigate().refresh()
        await look()
      },
      press: async (path) => {
        await look()
        await (await find(path)).click()
      },
      type: async (path, text) => {
        const value = async () => (await find(path)).getAttribute('value')
        // On a busy machine letters are lost while the page's scripts start.
        await browser.wait(async () => {
          if (await value())
            await (await find(path)).sendKeys(Key.chord(Key.CONTROL, 'a'), Key.BACK_SPACE)
          await (await find(path)).sendKeys(text)
          return (await value()) === text
        }, PATIENCE_MS)
      },
      ask: (expression) => browser.executeScript(`return ${expression}`),
      errors: async () => {
        await look()
        return errors
      },
      close: async () => {
        await browser.quit()
        for (const child of [driver, screen]) await stop(child)
      },
    }
  },
}

function start(program: string, args: string[]): ChildProcess {
  return spawn(program, args, { stdio: 'ignore', env: { ...process.env, DISPLAY: SCREEN } })
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  if (child.exitCode === null && child.kill()) await ended
}

/** Both programs take a moment until they listen. */
async function connect(port: number): Promise<WebDriver> {
  const binary = findProgram(...BROWSERS)
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  })
  for (const since = Date.now(); ; ) {
    try {
      return await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities(capabilities)
        .build()
    } catch (error) {
      if (Date.now() - since > PATIENCE_MS) throw error
      await new Promise((done) => setTimeout(done, 300))
    }
  }
}
