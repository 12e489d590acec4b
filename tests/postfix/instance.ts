/** A Postfix of one's own: a private configuration and queue in a temporary folder. */
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/site.ts'

export type Postfix = {
  /** Takes mail, offers STARTTLS, hands what it takes to the filter. */
  port: number
  /** The same, but refuses a sender at MAIL FROM and not only at RCPT TO. */
  strictPort: number
  /** TLS from the first byte. */
  wrappedPort: number
  /** Its self-signed certificate, for localhost. */
  certificate: string
  stop: () => void
}

/** Its own domain, in which it knows two addresses. */
export const DOMAIN = 'papers.example.org'
export const SENDER = `digest@${DOMAIN}`

/** Why it cannot run here, or null. */
export function whyNot(): string | null {
  if (process.getuid?.() !== 0)
    return 'Postfix gives its parts users of their own: run this as root.'
  for (const command of ['postfix', 'postconf', 'openssl']) {
    try {
      execFileSync('which', [command], { stdio: 'ignore' })
    } catch {
      return `${command} is not installed here (Debian: apt-get install postfix openssl).`
    }
  }
  return null
}

/** Starts one; every mail that it takes passes the filter on `filterPort` before it answers. */
export async function startPostfix(filterPort: number): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-postfix-'))
  const [config, queue, data] = ['config', 'queue', 'data'].map((name) => join(folder, name))
  if (!config || !queue || !data) throw new Error('no folders')
  chmodSync(folder, 0o755)
  for (const made of [config, queue, data]) mkdirSync(made, { mode: 0o755 })
  chownSync(data, userId('postfix'), groupId('postfix'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  makeCertificate(key, certificate)
  const ports = {
    port: await freePort(),
    strictPort: await freePort(),
    wrappedPort: await freePort(),
  }
  writeFileSync(join(config, 'main.cf'), mainCf({ folder, queue, data, key, certificate }))
  writeFileSync(join(config, 'master.cf'), masterCf(ports, filterPort))
  const postfix = (verb: string) =>
    execFileSync('postfix', ['-c', config, verb], { stdio: 'ignore' })
  postfix('start')
  const stop = () => {
    postfix('stop')
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...ports, certificate, stop }
}

function makeCertificate(key: string, certificate: string) {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', '-x509', ...made, '-days', '2', ...subject], { stdio: 'ignore' })
}

const userId = (name: string) => Number(execFileSync('id', ['-u', name]).toString())
const groupId = (name: string) => Number(execFileSync('id', ['-g', name]).toString())

function mainCf(at: Record<'folder' | 'queue' | 'data' | 'key' | 'certificate', string>): string {
  const refusals = [
    `{refused@elsewhere.example.org = REJECT 5.7.1 Not welcome here}`,
    `{greylisted@elsewhere.example.org = 451 4.7.1 Greylisted, try again later}`,
    `{blocked.example.org = REJECT 5.7.1 This domain takes no newsletters}`,
  ]
  return Object.entries({
    compatibility_level: '3.6',
    queue_directory: at.queue,
    data_directory: at.data,
    maillog_file: join(at.folder, 'log'),
    maillog_file_prefixes: at.folder,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'relay.example.org',
    mydestination: DOMAIN,
    mynetworks: '127.0.0.0/8',
    local_recipient_maps: 'inline:{{digest = x}, {known = x}}',
    alias_maps: '',
    smtpd_reject_unlisted_sender: 'yes',
    smtpd_recipient_restrictions: `check_recipient_access inline:{${refusals.join(', ')}}`,
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    smtpd_tls_security_level: 'may',
    smtpd_tls_key_file: at.key,
    smtpd_tls_cert_file: at.certificate,
    smtpd_proxy_timeout: '300s',
    smtpd_client_connection_count_limit: '0',
  })
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')
}

function masterCf(
  { port, strictPort, wrappedPort }: Pick<Postfix, 'port' | 'strictPort' | 'wrappedPort'>,
  filterPort: number,
): string {
  const filter = `  -o smtpd_proxy_filter=127.0.0.1:${filterPort}`
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    filter,
    `127.0.0.1:${strictPort} inet n - n - - smtpd`,
    filter,
    '  -o smtpd_delay_reject=no',
    '  -o smtpd_sender_restrictions=reject_unlisted_sender',
    `127.0.0.1:${wrappedPort} inet n - n - - smtpd`,
    filter,
    '  -o smtpd_tls_wrappermode=yes',
    'postlog unix-dgram n - n - 1 postlogd',
    'rewrite unix - - n - - trivial-rewrite',
    'proxymap unix - - n - - proxymap',
    'anvil unix - - n - 1 anvil',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'error unix - - n - - error',
    'local unix - n n - - local',
    'smtp unix - - n - - smtp',
    '',
  ].join('\n')
}
