/** The digest as a mail: rendered once for its audience, with marks where each reader's links go. */
import { Column, Heading, Link, Row, render, Section, Text } from 'react-email'
import { digestText } from './digest-text.ts'
import {
  type DigestData,
  type DigestItem,
  type DigestView,
  UNSUBSCRIBE_MARK,
  viewDigest,
} from './digest-view.ts'
import { MailButton, type MailContent, Masthead, Sheet, SMALL } from './letter.tsx'
import { LIGHT, SERIF } from './look.ts'

/** Gmail cuts mails at 102 KB and hides the unsubscribe link with the rest. */
export const LARGEST_HTML = 80 * 1024
/** What the longest link is longer than its mark, for each of its places. */
const ROOM_FOR_LINKS = 2 * 1024

/** Renders a digest. Where it would be too large the last papers are left to the site. */
export async function renderDigest(data: DigestData): Promise<MailContent> {
  const view = viewDigest(data)
  const html = await render(<DigestSheet {...view} />)
  if (Buffer.byteLength(html) + ROOM_FOR_LINKS <= LARGEST_HTML) {
    return { subject: view.subject, html, text: digestText(view) }
  }
  return renderDigest({ ...data, papers: data.papers.slice(0, -1) })
}

function DigestSheet({ heading, intro, items, more, why, manageHref }: DigestView) {
  return (
    <Sheet preview={items[0]?.title ?? intro}>
      <Row>
        <Column>
          <Masthead />
        </Column>
        <Column align="right">
          <Link className="mute" href={UNSUBSCRIBE_MARK} style={QUIET_LINK}>
            Unsubscribe
          </Link>
        </Column>
      </Row>
      <Heading as="h1" className="ink" style={HEADING}>
        {heading}
      </Heading>
      <Text className="mute" style={{ margin: '0 0 22px', fontSize: 15, color: LIGHT.mute }}>
        {intro}
      </Text>
      {items.map((item) => (
        <Item key={item.id} {...item} />
      ))}
      <Section style={{ padding: '22px 0 6px' }}>
        <MailButton href={more.href}>{more.label}</MailButton>
      </Section>
      <Text className="mute" style={SMALL}>
        {why}{' '}
        <Link className="mute" href={manageHref} style={QUIET_LINK}>
          Change what you get
        </Link>{' '}
        or{' '}
        <Link className="mute" href={UNSUBSCRIBE_MARK} style={QUIET_LINK}>
          unsubscribe
        </Link>
        ; it takes one click.
      </Text>
    </Sheet>
  )
}

function Item({ title, votes, meta, excerpt, href }: DigestItem) {
  return (
    <Row>
      <Column className="votes accent" valign="top" style={VOTES}>
        ▲&nbsp;{votes}
      </Column>
      <Column className="rule" style={ITEM}>
        <Heading as="h2" className="ink" style={{ margin: 0, font: `600 19px/1.3 ${SERIF}` }}>
          <Link className="ink" href={href} style={{ color: LIGHT.ink }}>
            {title}
          </Link>
        </Heading>
        {meta && (
          <Text className="mute" style={{ margin: '4px 0 6px', fontSize: 13, color: LIGHT.mute }}>
            {meta}
          </Text>
        )}
        {excerpt && (
          <Text className="text" style={EXCERPT}>
            {excerpt}
          </Text>
        )}
      </Column>
    </Row>
  )
}

const QUIET_LINK = { fontSize: 13, color: LIGHT.mute, textDecoration: 'underline' }
const HEADING = { margin: '16px 0 6px', font: `600 30px/1.15 ${SERIF}`, color: LIGHT.ink }
const VOTES = {
  width: 68,
  padding: '19px 0 0',
  fontSize: 15,
  fontWeight: 600,
  whiteSpace: 'nowrap',
  color: LIGHT.accent,
} as const
const ITEM = { padding: '16px 0 20px', borderBottom: `1px solid ${LIGHT.rule}` }
const EXCERPT = { margin: 0, fontSize: 15, lineHeight: 1.55, color: LIGHT.text }
