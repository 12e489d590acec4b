/** The bottom of every page. */
import { Keyboard } from './keyboard'

export function Footer() {
  return (
    <footer className="mx-auto mt-10 max-w-[1128px] px-6 pb-12">
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1 border-t border-rule pt-5 text-[12.5px] leading-7 text-mute">
        <nav aria-label="About" className="flex flex-wrap gap-x-4">
          <a className="link" href="/subscribe">
            Subscribe
          </a>
          <a className="link" href="/about">
            About
          </a>
          <a className="link" href="/about/ranking">
            Ranking
          </a>
          <a className="link" href="/status">
            Status
          </a>
          <a className="link" href="/moderation">
            Moderation
          </a>
          <Keyboard />
        </nav>
        <p>Thank you to arXiv for use of its open access interoperability.</p>
      </div>
    </footer>
  )
}
