/** Says on the desk that the site does not trust the proxy in front of it. */
export function ProxyNotice({ address }: { address: string }) {
  return (
    <p role="note" className="mx-auto mt-5 max-w-[1128px] px-6">
      <span className="block rounded-lg bg-blush px-3 py-2 text-[15px]">
        You came through a proxy at {address} that this site doesn’t trust, so limits and votes
        treat everybody behind it as one reader. If it’s yours, set{' '}
        <code>TRUSTED_PROXIES={address}</code> and restart.
      </span>
    </p>
  )
}
