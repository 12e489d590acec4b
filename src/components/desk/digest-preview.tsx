/** A digest as it would be sent now: its text here, its HTML a link away. */
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
              HTML preview
            </a>
          </p>
          <details className="mb-3">
            <summary className="link w-fit py-1">
              Text version<span className="sr-only"> of the {cadence} digest</span>
            </summary>
            <pre className="mt-2 overflow-x-auto rounded-lg bg-chip px-3 py-2 font-sans text-[13.5px] whitespace-pre-wrap">
              {preview.text}
            </pre>
          </details>
          {mayTest && (
            <ActForm
              act="test"
              subject={{ name: 'cadence', value: cadence }}
              button="Send me a test"
              about={`of the ${cadence} digest`}
            />
          )}
        </>
      ) : (
        <p>Nothing to send.</p>
      )}
    </section>
  )
}
