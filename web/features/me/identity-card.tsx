import { useQuery } from '@tanstack/react-query'
import type { Me, RealName } from '#shared/real-name.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { meQuery } from '#web/api/queries/me.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { LaunchButton } from '#web/components/launch/launch-button.tsx'
import { PageLink } from '#web/components/page/page-link.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** Name, role, and whether e签宝 has verified who one is. */
export function IdentityCard() {
  const t = useWords(meWords)
  const session = useSession()
  const { data, error, refetch } = useQuery(meQuery)
  return (
    <section className="card" aria-busy={!data && !error}>
      <div className="section-head">
        <h2>{session.name}</h2>
        <span>{t[session.role]}</span>
      </div>
      <ReturnNote />
      {data && <RealNameState me={data} />}
      {!data && error && (
        <FailureNote error={error}>
          <RetryButton onRetry={refetch} />
        </FailureNote>
      )}
      {!data && !error && <i className="bone" />}
      {(session.role === 'admin' || data?.isOperator === true) && (
        <PageLink to="/admin">{t.adminDesk}</PageLink>
      )}
    </section>
  )
}

function RealNameState({ me }: { me: Me }) {
  const t = useWords(meWords)
  if ('problem' in me.realName) return <p className="quiet">{t.realNameFailed}</p>
  const realName = me.realName.ok
  return (
    <div data-testid="my-real-name" data-status={realName.status}>
      <dl className="facts">
        <div>
          <dt>{t.realName}</dt>
          <dd>
            <StatusTag realName={realName} />
          </dd>
        </div>
      </dl>
      {realName.name !== null && <p className="quiet">{t.verifiedName({ name: realName.name })}</p>}
      {realName.status === 'verified' && <p className="quiet">{t.verifiedNote}</p>}
      {realName.status !== 'verified' && (
        <>
          <p className="quiet">{t.notVerifiedNote}</p>
          <LaunchButton
            request={() => askForPage(launchCalls.realName, '/me')}
            invalidates={[meQuery.queryKey]}
            title={t.verifyTitle}
          >
            {t.verify}
          </LaunchButton>
        </>
      )}
    </div>
  )
}

const tones = { verified: 'good', 'not-verified': 'bad', unknown: 'quiet' } as const

function StatusTag({ realName: { status, statusCode } }: { realName: RealName }) {
  const t = useWords(meWords)
  return (
    <span className={`status-tag tone-${tones[status]}`}>
      {status === 'unknown' ? t.unknown({ code: statusCode ?? '?' }) : t[status]}
    </span>
  )
}
