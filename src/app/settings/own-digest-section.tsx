/** The digest in a member's settings. */
import { shownWishes } from '@/actions/wishes'
import { readDigestChoices, usualWishes } from '@/app/digest-choices'
import { OwnDigest } from '@/components/digest/own-digest'
import { findSubscription } from '@/db/subscriptions/subscriptions'
import { findSuppression } from '@/db/suppressions/suppressions'
import { describeDigest, describeTime } from '@/domain/subscription'

export async function OwnDigestSection({ email }: { email: string }) {
  const [own, suppression, choices] = await Promise.all([
    findSubscription(email),
    findSuppression(email),
    readDigestChoices(),
  ])
  if (suppression) {
    return (
      <p>
        {suppression === 'complaint'
          ? 'An email to this address was marked as spam'
          : 'Emails to this address bounced'}
        , so we no longer send the digest there. To get it again, ask the people who run this site
        to lift that.
      </p>
    )
  }
  const isSubscribed = own?.status === 'confirmed'
  return (
    <>
      <p>
        {isSubscribed
          ? `You get ${describeDigest(own)}, ${describeTime(own)}.`
          : 'Trending papers by email. You’re not subscribed.'}
      </p>
      <OwnDigest
        isSubscribed={isSubscribed}
        wishes={shownWishes(own ?? usualWishes())}
        choices={choices}
      />
    </>
  )
}
