/** The Chromium that npm brings, for tests and benches. */
import sparticuz from '@sparticuz/chromium'

/** Arguments under which it runs headless anywhere, also as root, and looks for nothing outside. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** Unpacks it on first use and returns where it is. */
export async function chromiumPath(): Promise<string> {
  // It then brings its own NSS libraries, which bare machines lack.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  return sparticuz.executablePath()
}
