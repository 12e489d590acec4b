/** Scheduled jobs whose last run failed, and when each is tried again. */
import { count } from '@/domain/dates'
import type { JobState } from '@/domain/job-failure'
import { Rows } from '../ui/rows'

type Props = {
  jobs: JobState[]
  clockText: (time: Date) => string
  /** With the reason, which is for the operator only. */
  isForDesk?: boolean
}

export function FailingJobs({ jobs, clockText, isForDesk = false }: Props) {
  return (
    <Rows
      rows={jobs.map(({ name, failures, error, endedAt, dueAt }) => [
        name,
        [
          `${failedText(failures)}${endedAt ? `, last at ${clockText(endedAt)}` : ''}`,
          ...(isForDesk && error ? [error.replace(/[.]$/, '')] : []),
          `next try at ${clockText(dueAt)}`,
        ].join('; '),
      ])}
    />
  )
}

function failedText(failures: number): string {
  return failures === 1 ? 'failed' : `failed ${count(failures)} times in a row`
}
