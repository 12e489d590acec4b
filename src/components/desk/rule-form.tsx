'use client'
/** The rule for which papers from sources are listed; curators see it, admins change it. */
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
          <legend className="sr-only">Listing rule</legend>
          <Check
            label="Hugging Face’s daily lists, unfiltered"
            name="huggingFace"
            defaultChecked={
              values ? 'huggingFace' in values : rule.sources.includes('hugging-face')
            }
          />
          <Check
            label="arXiv’s announcements, filtered as below"
            name="arxiv"
            defaultChecked={values ? 'arxiv' in values : rule.sources.includes('arxiv')}
          />
          <Field
            label="Categories"
            name="categories"
            defaultValue={values?.categories ?? rule.categories.join(', ')}
            error={errors?.categories}
            hint="Such as cs.CL, cs.LG. Empty: no arXiv papers are listed."
          />
          <TextArea
            label="Keywords"
            name="keywords"
            rows={3}
            defaultValue={values?.keywords ?? rule.keywords.join('\n')}
            error={errors?.keywords}
            hint="One per line, matched in title or abstract. Empty: all papers in the categories."
          />
          <Field
            label="Minimum votes"
            name="minVotes"
            inputMode="numeric"
            defaultValue={values?.minVotes ?? rule.minVotes}
            error={errors?.minVotes}
            hint="Submissions with this many votes, and at least one, are listed automatically."
          />
          <Field
            label="arXiv papers per edition, at most"
            name="cap"
            inputMode="numeric"
            defaultValue={values?.cap ?? rule.cap}
            error={errors?.cap}
          />
          {mayChange ? (
            <Button isStrong disabled={isPending}>
              Save rule
            </Button>
          ) : (
            <p className="text-mute">Only admins can change this.</p>
          )}
        </fieldset>
      )}
    </Form>
  )
}
