/** Jobs by the clock whose last run failed, and when each is tried again. */
import { counted } from '@/domain/dates'
import type { JobState } from '@/domain/job-failure'
import { Rows } from '../ui/rows'

type Props = {
  jobs: JobState[]
  clockText: (time: Date) => string
  /** With the reason, which is no reader's business. */
  isForDesk?: boolean
}

export function FailingJobs({ jobs, clockText, isForDesk = false }: Props) {
  return (
    <Rows
      rows={jobs.map(({ name, failures, error, endedAt, dueAt }) => [
        name,
        [
          `failed ${counted(failures, 'time')} in a row${endedAt ? `, last at ${clockText(endedAt)}` : ''}`,
          ...(isForDesk && error ? [error.replace(/[.]$/, '')] : []),
          `tried again at ${clockText(dueAt)}`,
        ].join('; '),
      ])}
    />
  )
}
