import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/session.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

interface HomeHeaderProps {
  session: Session
  /** In sandbox mode one may become somebody else. */
  canSwitch: boolean
}

/** Says for whom the page speaks, and leads to the app's other pages. */
export function HomeHeader({ session, canSwitch }: HomeHeaderProps) {
  const t = useWords(homeWords)
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      const { queryKey } = sessionQuery
      // Nothing else is to be asked for: it would be refused.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] })
      return client.resetQueries({ queryKey })
    },
  })
  return (
    <div className="home-header">
      <p>
        {t.signedInAs({ name: session.name })}
        {canSwitch && (
          <button
            type="button"
            className="link-button"
            disabled={leave.isPending}
            onClick={() => leave.mutate()}
          >
            {t.switchPerson}
          </button>
        )}
      </p>
    </div>
  )
}
