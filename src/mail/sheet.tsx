/** The sheet on which every email is set: as wide as it reads well, in light and dark mode. */
import type { ReactNode } from 'react'
import { Button, Head, Html, Preview, render, Text } from 'react-email'
import { FOR_OUTLOOK, LIGHT, SANS, SERIF, STYLE, WIDTH } from './look.ts'

type Props = {
  title: string
  /** What inboxes show next to the subject. */
  preview: string
  children: ReactNode
}

/** Elements that React can write, replaced by conditional comments that it cannot. */
const MARKS = {
  head: '<meta name="outlook" content="head"/>',
  open: '<i title="outlook open"></i>',
  close: '<i title="outlook close"></i>',
}

/** The HTML of an email whose root is a `Sheet`. */
export async function renderSheet(sheet: ReactNode): Promise<string> {
  const html = await render(sheet)
  return html
    .replace(MARKS.head, FOR_OUTLOOK.head)
    .replace(MARKS.open, FOR_OUTLOOK.open)
    .replace(MARKS.close, FOR_OUTLOOK.close)
}

/** The page of an email. Each painted cell has the class that repaints it in dark mode. */
export function Sheet({ title, preview, children }: Props) {
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{STYLE}</style>
        <meta name="outlook" content="head" />
      </Head>
      <body className="desk" style={{ margin: 0, padding: 0, backgroundColor: LIGHT.desk }}>
        <Preview useTitleTag={false}>{preview}</Preview>
        <Table className="desk" style={{ backgroundColor: LIGHT.desk }}>
          <td
            className="desk edge"
            align="center"
            style={{ padding: '28px 0', backgroundColor: LIGHT.desk }}
          >
            <i title="outlook open" />
            <Table className="sheet paper" style={SHEET}>
              <td className="page" align="left" style={PAGE}>
                {children}
              </td>
            </Table>
            <i title="outlook close" />
          </td>
        </Table>
      </body>
    </Html>
  )
}

type TableProps = { className?: string; style: object; children: ReactNode }

/** A layout table with one row. */
function Table({ className, style, children }: TableProps) {
  return (
    <table
      role="presentation"
      align="center"
      width="100%"
      border={0}
      cellPadding={0}
      cellSpacing={0}
      className={className}
      style={style}
    >
      <tbody>
        <tr>{children}</tr>
      </tbody>
    </table>
  )
}

export function Masthead() {
  return (
    <Text className="ink" style={{ margin: 0, font: `600 22px/1.2 ${SERIF}`, color: LIGHT.ink }}>
      Broadsheet
    </Text>
  )
}

export function MailButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button className="button" href={href} style={BUTTON}>
      {children}
    </Button>
  )
}

export const SMALL = { margin: '20px 0 0', fontSize: 13, lineHeight: 1.55, color: LIGHT.mute }
export const HEADING = { margin: '18px 0 6px', font: `600 30px/1.15 ${SERIF}`, color: LIGHT.ink }
export const QUIET_LINK = { fontSize: 13, color: LIGHT.mute, textDecoration: 'underline' }
const SHEET = { maxWidth: WIDTH, borderRadius: 12, backgroundColor: LIGHT.paper }
const PAGE = { padding: '28px 36px 36px', fontFamily: SANS }
const BUTTON = {
  padding: '11px 16px',
  borderRadius: 8,
  fontSize: 15,
  fontWeight: 600,
  backgroundColor: LIGHT.ink,
  color: LIGHT.paper,
}
