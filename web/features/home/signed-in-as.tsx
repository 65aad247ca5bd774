import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Session } from '../../../shared/session.ts'
import { signOut } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { homeWords } from './home-words.ts'

interface SignedInAsProps {
  session: Session
  /** In sandbox mode one may become somebody else. */
  canSwitch: boolean
}

/** Says for whom the page speaks. */
export function SignedInAs({ session, canSwitch }: SignedInAsProps) {
  const t = useWords(homeWords)
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => client.resetQueries(),
  })
  return (
    <p className="signed-in-as">
      {t.signedInAs({ name: session.name })}{' '}
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
  )
}
