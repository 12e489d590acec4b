/** The sheet on which every mail is set, and the short letters with one button. */

import type { ReactNode } from 'react'
import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Html,
  Link,
  Preview,
  render,
  Text,
} from 'react-email'
import { LIGHT, SANS, SERIF, STYLE } from './look.ts'

export type MailContent = { subject: string; html: string; text: string }

/** What a letter says: a heading, paragraphs, one thing to do, and small print. */
export type Letter = {
  subject: string
  heading: string
  paragraphs: string[]
  button: { label: string; href: string }
  smallPrint: string
}

/** Sets a letter as HTML and as text. A stranger's words in it must be one line, in quotes. */
export async function setLetter(letter: Letter): Promise<MailContent> {
  return {
    subject: letter.subject,
    html: await render(<LetterSheet {...letter} />),
    text: [
      letter.heading,
      ...letter.paragraphs,
      `${letter.button.label}:\n${letter.button.href}`,
      letter.smallPrint,
    ].join('\n\n'),
  }
}

/** The page of a mail: `preview` is what lists of mails show beside the subject. */
export function Sheet({ preview, children }: { preview: string; children: ReactNode }) {
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{STYLE}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="desk" style={{ margin: 0, padding: '28px 0', backgroundColor: LIGHT.desk }}>
        <Container
          className="sheet paper"
          style={{
            maxWidth: 620,
            padding: '28px 36px 36px',
            borderRadius: 12,
            backgroundColor: LIGHT.paper,
            fontFamily: SANS,
          }}
        >
          {children}
        </Container>
      </Body>
    </Html>
  )
}

/** The site's name as it stands in its header. */
export function Masthead() {
  return (
    <Text className="ink" style={{ margin: 0, font: `600 22px/1.2 ${SERIF}`, color: LIGHT.ink }}>
      Broadsheet
    </Text>
  )
}

function LetterSheet({ heading, paragraphs, button, smallPrint }: Letter) {
  return (
    <Sheet preview={paragraphs[0] ?? heading}>
      <Masthead />
      <Heading
        as="h1"
        className="ink"
        style={{ margin: '18px 0 14px', font: `600 30px/1.15 ${SERIF}`, color: LIGHT.ink }}
      >
        {heading}
      </Heading>
      {paragraphs.map((paragraph) => (
        <Text
          key={paragraph}
          className="text"
          style={{ margin: '0 0 14px', fontSize: 16, lineHeight: 1.55, color: LIGHT.text }}
        >
          {paragraph}
        </Text>
      ))}
      <MailButton href={button.href}>{button.label}</MailButton>
      <Text className="mute" style={SMALL}>
        If the button does not work, open this address:
        <br />
        <Link
          className="mute"
          href={button.href}
          style={{ color: LIGHT.mute, wordBreak: 'break-all' }}
        >
          {button.href}
        </Link>
      </Text>
      <Text className="mute" style={SMALL}>
        {smallPrint}
      </Text>
    </Sheet>
  )
}

export const SMALL = { margin: '20px 0 0', fontSize: 13, lineHeight: 1.55, color: LIGHT.mute }

/** A button that is a link. */
export function MailButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button
      className="button"
      href={href}
      style={{
        padding: '10px 16px',
        borderRadius: 8,
        fontSize: 15,
        fontWeight: 600,
        backgroundColor: LIGHT.ink,
        color: LIGHT.paper,
      }}
    >
      {children}
    </Button>
  )
}
