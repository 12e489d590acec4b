/** The local mailbox of a served site, as tests look into it. */

export type KeptMail = { n: number; to: string; subject: string; text: string; links: string[] }

const MOST_MS = 20_000

/** The mails to an address, newest first; waits until there are `least`, since mail leaves after the answer. */
export async function mailsTo(siteUrl: string, email: string, least = 0): Promise<KeptMail[]> {
  const until = Date.now() + MOST_MS
  for (;;) {
    const all: KeptMail[] = await (await fetch(`${siteUrl}/mailbox.json`)).json()
    const found = all.filter(({ to }) => to === email)
    if (found.length >= least || Date.now() > until) return found
    await new Promise((done) => setTimeout(done, 50))
  }
}
