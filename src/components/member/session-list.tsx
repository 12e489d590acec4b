'use client'
/** Where a member is signed in, each with a button to end it. */
import { endSessions } from '@/actions/settings'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'

type Session = { id: string; device: string; from: string | null; began: string; isThis: boolean }

export function SessionList({ sessions }: { sessions: Session[] }) {
  return (
    <Form action={endSessions}>
      {(_state, isPending) => (
        <>
          <ul className="!list-none !p-0">
            {sessions.map(({ id, device, from, began, isThis }) => (
              <li
                key={id}
                className="flex items-center justify-between gap-4 border-b border-rule py-3"
              >
                <span className="min-w-0">
                  <span className="block truncate">{device}</span>
                  <span className="text-[13.5px] text-mute">
                    {[isThis && 'this session', `signed in ${began}`, from && `from ${from}`]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {!isThis && (
                  <Button name="session" value={id} disabled={isPending}>
                    End<span className="sr-only"> the session on {device}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <Button name="session" value="all" disabled={isPending}>
            Sign out everywhere
          </Button>
        </>
      )}
    </Form>
  )
}
