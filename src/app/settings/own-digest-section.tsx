/** What a member's settings say of their digest. */
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
          ? 'A mail to this address was reported as spam'
          : 'A mail to this address came back as undeliverable'}
        , so no digest is sent there any more. If mail can reach you again, ask the operator of this
        site to lift that.
      </p>
    )
  }
  const isSubscribed = own?.status === 'confirmed'
  return (
    <>
      <p>
        {isSubscribed
          ? `You get ${describeDigest(own)}, ${describeTime(own)}.`
          : 'The trending papers by email. You are not subscribed.'}
      </p>
      <OwnDigest
        isSubscribed={isSubscribed}
        wishes={shownWishes(own ?? usualWishes())}
        choices={choices}
      />
    </>
  )
}
