/** The digest as an email: rendered once for its audience, with marks where each reader's links go. */
import { Column, Heading, Link, Row, Section, Text } from 'react-email'
import { digestText } from './digest-text.ts'
import {
  type DigestData,
  type DigestItem,
  type DigestView,
  UNSUBSCRIBE_MARK,
  viewDigest,
} from './digest-view.ts'
import type { MailContent } from './letter.tsx'
import { LIGHT, SERIF } from './look.ts'
import { HEADING, MailButton, Masthead, QUIET_LINK, renderSheet, Sheet, SMALL } from './sheet.tsx'

/** Gmail clips emails at 102 KB and hides the unsubscribe link with the rest. */
export const LARGEST_HTML = 80 * 1024
/** Room for the links, which are longer than their marks. */
const ROOM_FOR_LINKS = 2 * 1024

/** Renders a digest. If it would be too large, the last papers are left out. */
export async function renderDigest(data: DigestData): Promise<MailContent> {
  const view = viewDigest(data)
  const html = await renderSheet(<DigestSheet {...view} />)
  const share = (LARGEST_HTML - ROOM_FOR_LINKS) / Buffer.byteLength(html)
  if (share >= 1) return { subject: view.subject, html, text: digestText(view) }
  const most = data.papers.length - 1
  const papers = data.papers.slice(0, Math.min(most, Math.ceil(data.papers.length * share)))
  return renderDigest({ ...data, papers })
}

function DigestSheet({ subject, preview, heading, welcome, intro, ...view }: DigestView) {
  return (
    <Sheet title={subject} preview={preview}>
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
      {welcome && (
        <Text className="text" style={{ ...EXCERPT, margin: '10px 0 8px' }}>
          {welcome}
        </Text>
      )}
      <Text className="mute" style={{ ...INTRO, margin: '0 0 16px' }}>
        {intro}
      </Text>
      {view.items.map((item) => (
        <Item key={item.id} {...item} showsVotes={view.showsVotes} />
      ))}
      <More {...view} />
      <Text className="mute" style={SMALL}>
        {view.why}{' '}
        <Link className="mute" href={view.manageHref} style={QUIET_LINK}>
          Change what you get
        </Link>{' '}
        or{' '}
        <Link className="mute" href={UNSUBSCRIBE_MARK} style={QUIET_LINK}>
          unsubscribe
        </Link>
        .
      </Text>
    </Sheet>
  )
}

function Item({
  title,
  votes,
  meta,
  excerpt,
  href,
  showsVotes,
}: DigestItem & { showsVotes: boolean }) {
  return (
    <Row>
      {showsVotes && (
        <Column className="votes" valign="top" style={VOTES}>
          {votes && <Votes {...votes} />}
        </Column>
      )}
      <Column className="rule" valign="top" style={ITEM}>
        <Heading as="h2" dir="auto" className="ink" style={TITLE}>
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
          <Text dir="auto" className="text" style={EXCERPT}>
            {excerpt}
          </Text>
        )}
      </Column>
    </Row>
  )
}

/** Read out as "51 votes". */
function Votes({ count, noun }: { count: string; noun: string }) {
  return (
    <>
      <span className="accent" style={{ color: LIGHT.accent, fontSize: 15, fontWeight: 600 }}>
        <span aria-hidden="true">▲&nbsp;</span>
        {count}
      </span>{' '}
      <br />
      <span className="mute" style={{ color: LIGHT.mute, fontSize: 12 }}>
        {noun}
      </span>
    </>
  )
}

function More({ rest, more: { label, pages } }: Pick<DigestView, 'rest' | 'more'>) {
  const [first, ...others] = pages
  return (
    <Section style={{ padding: '18px 0 4px' }}>
      {rest && (
        <Text className="text" style={{ ...INTRO, margin: '0 0 14px', color: LIGHT.text }}>
          {rest}
        </Text>
      )}
      {first && others.length === 0 && <MailButton href={first.href}>{label}</MailButton>}
      {first && others.length > 0 && (
        <Text className="text" style={{ ...INTRO, color: LIGHT.text }}>
          {label}:
          {pages.map(({ label, href, papers }) => (
            <span key={href}>
              <br />
              <Link className="ink" href={href} style={PAGE_LINK}>
                {label}
              </Link>{' '}
              · {papers}
            </span>
          ))}
        </Text>
      )}
    </Section>
  )
}

const INTRO = { margin: 0, fontSize: 15, lineHeight: 1.5, color: LIGHT.mute }
const VOTES = {
  width: 60,
  padding: '18px 8px 0 0',
  lineHeight: 1.25,
  whiteSpace: 'nowrap',
} as const
const ITEM = { padding: '16px 0 18px', borderBottom: `1px solid ${LIGHT.rule}` }
const TITLE = { margin: 0, font: `600 19px/1.3 ${SERIF}` }
const EXCERPT = { margin: 0, fontSize: 15, lineHeight: 1.55, color: LIGHT.text }
const PAGE_LINK = { color: LIGHT.ink, lineHeight: 1.9, textDecoration: 'underline' }
