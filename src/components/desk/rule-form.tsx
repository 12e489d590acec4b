'use client'
/** The rule of what sources bring into an edition; curators read it, admins change it. */
import { saveRule } from '@/actions/keep-sources'
import { Button } from '@/components/ui/button'
import { Check, Field, TextArea } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import type { ListingRule } from '@/domain/listing-rule'

export function RuleForm({ rule, mayChange }: { rule: ListingRule; mayChange: boolean }) {
  return (
    <Form action={saveRule} className="max-w-lg">
      {({ values, errors }, isPending) => (
        <fieldset disabled={!mayChange}>
          <legend className="sr-only">The rule</legend>
          <Check
            label="Hugging Face’s daily lists, as they are"
            name="huggingFace"
            defaultChecked={
              values ? 'huggingFace' in values : rule.sources.includes('hugging-face')
            }
          />
          <Check
            label="arXiv’s announcements, by what stands below"
            name="arxiv"
            defaultChecked={values ? 'arxiv' in values : rule.sources.includes('arxiv')}
          />
          <Field
            label="Categories"
            name="categories"
            defaultValue={values?.categories ?? rule.categories.join(', ')}
            error={errors?.categories}
            hint="Such as cs.CL, cs.LG. None: nothing of arXiv is listed."
          />
          <TextArea
            label="Keywords"
            name="keywords"
            rows={3}
            defaultValue={values?.keywords ?? rule.keywords.join('\n')}
            error={errors?.keywords}
            hint="One a line, in title or abstract. None: every paper of the categories."
          />
          <Field
            label="At least so many votes"
            name="minVotes"
            inputMode="numeric"
            defaultValue={values?.minVotes ?? rule.minVotes}
            error={errors?.minVotes}
            hint="Submissions with as many are listed by themselves; 0 leaves those to curators."
          />
          <Field
            label="At most so many papers of arXiv in an edition"
            name="cap"
            inputMode="numeric"
            defaultValue={values?.cap ?? rule.cap}
            error={errors?.cap}
          />
          {mayChange ? (
            <Button isStrong disabled={isPending}>
              Save the rule
            </Button>
          ) : (
            <p className="text-mute">An admin can change it.</p>
          )}
        </fieldset>
      )}
    </Form>
  )
}
