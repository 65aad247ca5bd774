import { useMutation, useQueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { sandboxAuthCode, type SandboxPerson } from '#web/api/queries/sandbox.ts'
import { signInWithCode } from '#web/api/session/session.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Avatar } from '#web/components/person/avatar.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { signInWords } from './sign-in-words.ts'

type SandboxPeopleProps = {
  people: readonly SandboxPerson[]
  /** Their organisation; null for that of an internal app. */
  corpId: string | null
}

/** The people to sign in as. */
export function SandboxPeople({ people, corpId }: SandboxPeopleProps) {
  const t = useWords(signInWords)
  const client = useQueryClient()
  const choice = useMutation({
    mutationFn: async (userId: string) => {
      const { http } = apiOf(client)
      const code = await sandboxAuthCode(http, corpId, userId)
      // Removes the previous person's flows before there is a session, with which the page opens and
      // reads the next person's.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === 'flow' })
      await client.cancelQueries({ queryKey: sessionQuery.queryKey })
      const queryFn = async () => (await signInWithCode(http, code)).session
      return client.fetchQuery({ ...sessionQuery, queryFn, staleTime: 0 })
    },
  })
  return (
    <>
      <Rows label={t.sandboxTitle}>
        {people.map((person) => (
          <PersonRow
            key={person.userId}
            person={person}
            isChosen={choice.isPending && choice.variables === person.userId}
            disabled={choice.isPending}
            onChoose={() => choice.mutate(person.userId)}
          />
        ))}
      </Rows>
      {choice.error && <FailureNote error={choice.error} />}
    </>
  )
}

type PersonRowProps = {
  person: SandboxPerson
  isChosen: boolean
  disabled: boolean
  onChoose: () => void
}

function PersonRow({ person, isChosen, disabled, onChoose }: PersonRowProps) {
  const t = useWords(signInWords)
  const tPage = useWords(words.page)
  const { name, role, started, toSign } = person
  const found = [
    role === 'admin' ? t.desk : '',
    toSign > 0 ? t.toSign(toSign) : '',
    started > 0 ? t.started(started) : '',
  ]
  return (
    <Row
      prefix={<Avatar name={name} />}
      description={isChosen ? tPage.loading : found.filter(Boolean).join(t.between) || t.nothing}
      disabled={disabled}
      onClick={onChoose}
    >
      {t.continueAs({ role: t[role], name })}
    </Row>
  )
}
