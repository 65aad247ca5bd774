import { useQuery } from '@tanstack/react-query'
import type { Me } from '#shared/schemas/real-name.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { meQuery } from '#web/api/queries/me.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { AuthoriseButton, useCanAuthorise } from '#web/widgets/authorise/authorise-button.tsx'
import { errorOf } from '#web/components/failure/error-of.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { isNoNetwork, NotRead } from '#web/widgets/failure/not-read.tsx'
import { LaunchButton } from '#web/widgets/launch/launch-button.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { SkeletonRow } from '#web/components/list/skeleton-row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** Name, role, and whether e签宝 has verified the person's identity. */
export function IdentityCard() {
  const t = useWords(meWords)
  const session = useSession()
  const { data, error, refetch } = useQuery(meQuery)
  return (
    <Rows label={t.identity}>
      <Row extra={<ToneTag tone="quiet">{t[session.role]}</ToneTag>}>
        <h2>
          <bdi>{session.name}</bdi>
        </h2>
      </Row>
      {data && <RealNameRow me={data} onRetry={refetch} />}
      {!data && error && (
        <Row>
          <IdentityNotRead error={error} onRetry={refetch} />
        </Row>
      )}
      {!data && !error && <SkeletonRow />}
    </Rows>
  )
}

const tones = { verified: 'good', 'not-verified': 'bad', unknown: 'quiet' } as const

type RealNameRowProps = {
  me: Me
  onRetry: () => Promise<unknown>
}

function RealNameRow({ me, onRetry }: RealNameRowProps) {
  const t = useWords(meWords)
  if ('problem' in me.realName)
    return (
      <Row foot={<IdentityNotRead error={errorOf(me.realName.problem)} onRetry={onRetry} />}>
        {t.realName}
      </Row>
    )
  const { statusCode, name } = me.realName.ok
  const status = knownWord(tones, me.realName.ok.status)
  const tag = status === 'unknown' ? t.unknown({ code: statusCode ?? '?' }) : t[status]
  const isNotVerified = status === 'not-verified'
  return (
    <Row
      extra={<ToneTag tone={tones[status]}>{tag}</ToneTag>}
      description={
        <>
          {name !== null && <p>{t.verifiedName({ name })}</p>}
          {status === 'verified' && <p>{t.verifiedNote}</p>}
          {isNotVerified && <p>{t.notVerifiedNote}</p>}
        </>
      }
      foot={
        isNotVerified && (
          <LaunchButton
            request={(client) => askForPage(client, launchCalls.realName, '/me')}
            invalidates={[meQuery.queryKey]}
            title={t.verifyTitle}
          >
            {t.verify}
          </LaunchButton>
        )
      }
    >
      <span data-testid="my-real-name" data-status={status}>
        {t.realName}
      </span>
    </Row>
  )
}

type IdentityNotReadProps = {
  error: unknown
  onRetry: () => Promise<unknown>
}

function IdentityNotRead({ error, onRetry }: IdentityNotReadProps) {
  const { code } = failureIn(error, useWords(errorWords))
  const canAuthorise = useCanAuthorise(code)
  if (code === 'corp-not-authorised')
    return <FailureNote error={error}>{canAuthorise && <AuthoriseButton />}</FailureNote>
  return <NotRead error={error} onRetry={onRetry} isTold={isNoNetwork(error)} />
}
