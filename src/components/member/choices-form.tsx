'use client'
/** What others see of a member, and which mails they get. */
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
            label="Keep my votes and comments off my page, and my name off “Upvoted by”"
            name="hidesActivity"
            defaultChecked={member.hidesActivity}
          />
          <Check
            label="Mail me when somebody replies to a comment of mine"
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
