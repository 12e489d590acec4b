/** Short letters with one thing to do, as HTML and as text. */
import { Heading, Link, Text } from 'react-email'
import { LIGHT } from './look.ts'
import { HEADING, MailButton, Masthead, QUIET_LINK, renderSheet, Sheet, SMALL } from './sheet.tsx'

export type MailContent = { subject: string; html: string; text: string }

/** What a letter says: a heading, paragraphs, one thing to do, and small print with its own link. */
export type Letter = {
  subject: string
  /** What inboxes show next to the subject. */
  preview: string
  heading: string
  paragraphs: string[]
  button: { label: string; href: string }
  smallPrint: string
  /** A link after the small print, such as one that turns these emails off. */
  stop?: { label: string; href: string }
}

/** Renders a letter as HTML and as text. A stranger's words in it must be one line, in quotes. */
export async function setLetter(letter: Letter): Promise<MailContent> {
  const { subject, heading, paragraphs, button, smallPrint, stop } = letter
  return {
    subject,
    html: await renderSheet(<LetterSheet {...letter} />),
    text: [
      heading,
      ...paragraphs,
      `${button.label}:\n${button.href}`,
      smallPrint,
      ...(stop ? [`${stop.label}:\n${stop.href}`] : []),
    ].join('\n\n'),
  }
}

function LetterSheet({ subject, preview, heading, paragraphs, button, smallPrint, stop }: Letter) {
  return (
    <Sheet title={subject} preview={preview}>
      <Masthead />
      <Heading as="h1" className="ink" style={{ ...HEADING, margin: '18px 0 14px' }}>
        {heading}
      </Heading>
      {paragraphs.map((paragraph) => (
        <Text key={paragraph} className="text" style={PARAGRAPH}>
          {paragraph}
        </Text>
      ))}
      <MailButton href={button.href}>{button.label}</MailButton>
      <Text className="mute" style={SMALL}>
        Button not working? Open this link:
        <br />
        <Link className="mute" href={button.href} style={{ ...QUIET_LINK, wordBreak: 'break-all' }}>
          {button.href}
        </Link>
      </Text>
      <Text className="mute" style={SMALL}>
        {smallPrint}
        {stop && (
          <>
            {' '}
            <Link className="mute" href={stop.href} style={QUIET_LINK}>
              {stop.label}
            </Link>
          </>
        )}
      </Text>
    </Sheet>
  )
}

const PARAGRAPH = { margin: '0 0 16px', fontSize: 16, lineHeight: 1.55, color: LIGHT.text }
