'use client'
/** What others see of a member, and which emails they get. */
import { saveChoices } from '@/actions/settings'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

export function ChoicesForm(member: { hidesActivity: boolean; wantsReplyMail: boolean }) {
  return (
    <Form action={saveChoices}>
      {(_state, isPending) => (
        <>
          <Check
            label="Hide my votes and comments on my profile, and my name under “Upvoted by”"
            name="hidesActivity"
            defaultChecked={member.hidesActivity}
          />
          <Check
            label="Email me when someone replies to my comments"
            name="wantsReplyMail"
            defaultChecked={member.wantsReplyMail}
          />
          <Button isStrong disabled={isPending}>
            Save choices
          </Button>
        </>
      )}
    </Form>
  )
}
