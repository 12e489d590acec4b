/** A digest as it would be sent now: its words here, its look a link away. */
import { ActForm } from './acts'

type Props = {
  cadence: 'daily' | 'weekly'
  preview: { subject: string; text: string; summary: string } | null
  mayTest: boolean
}

export function DigestPreview({ cadence, preview, mayTest }: Props) {
  return (
    <section className="mb-8">
      <h3 className="mb-1 font-semibold">{cadence === 'daily' ? 'Daily' : 'Weekly'}</h3>
      {preview ? (
        <>
          <p className="!mb-2">
            <span className="font-serif text-[19px] font-semibold">{preview.subject}</span>
            <br />
            <span className="text-mute">{preview.summary} · </span>
            <a href={`/admin/digests/${cadence}.html`} target="_blank" rel="noreferrer">
              As mail programs show it
            </a>
          </p>
          <details className="mb-3">
            <summary className="link w-fit py-1">The text part of the {cadence} digest</summary>
            <pre className="mt-2 overflow-x-auto rounded-lg bg-chip px-3 py-2 font-sans text-[13.5px] whitespace-pre-wrap">
              {preview.text}
            </pre>
          </details>
          {mayTest && (
            <ActForm
              act="test"
              subject={{ name: 'cadence', value: cadence }}
              button="Send it to me"
              about={`, the ${cadence} digest, as a test`}
            />
          )}
        </>
      ) : (
        <p>There is nothing to send.</p>
      )}
    </section>
  )
}
