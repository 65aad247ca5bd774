import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { sandboxSamplesQuery } from '#web/api/queries/app-config-query.ts'
import { sandboxAuthCode } from '#web/api/queries/sandbox.ts'
import { signInBy } from '#web/api/session/sign-in.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { AppError } from '#web/components/failure/app-error.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { useWords } from '#web/i18n/words.ts'
import { signInWords } from './sign-in-words.ts'

/** In sandbox mode, an ordinary browser stands in for the client: one chooses who to be. */
export function SandboxChooser() {
  const t = useWords(signInWords)
  const client = useQueryClient()
  const samples = useQuery(sandboxSamplesQuery)
  const choice = useMutation({
    mutationFn: async (userId: string) => signInBy(await sandboxAuthCode(userId)),
    onSuccess: (session) => {
      // Nothing that another person was shown may be seen by this one.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === 'flow' })
      client.setQueryData(sessionQuery.queryKey, session)
    },
  })
  if (samples.error)
    return (
      <AppError error={samples.error}>
        <RetryButton onRetry={samples.refetch} />
      </AppError>
    )
  return (
    <section className="chooser">
      <h1>{t.sandboxTitle}</h1>
      <p>{t.sandboxText}</p>
      {samples.data?.people.map(({ userId, name, role }) => (
        <Button
          key={userId}
          block
          size="large"
          color={role === 'employee' ? 'primary' : 'default'}
          loading={choice.isPending && choice.variables === userId}
          onClick={() => choice.mutate(userId)}
        >
          {t.continueAs({ role: t[role], name })}
        </Button>
      ))}
      {choice.error && <AppError error={choice.error} />}
    </section>
  )
}
