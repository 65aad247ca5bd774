import type { ReactNode } from 'react'
import type { AppState, CorpView } from '#shared/corp.ts'
import type { RealName } from '#shared/real-name.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { LaunchButton } from '#web/components/launch/launch-button.tsx'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { CancelAuthorisation } from './cancel-authorisation.tsx'

interface CorpStateCardProps {
  corp: CorpView
  /** Operators who are no admins only look. */
  canManage: boolean
}

const invalidates = [corpQuery.queryKey]

/** Whether e签宝 is installed, authorised and verified, and the pages that change it. */
export function CorpStateCard({ corp, canManage }: CorpStateCardProps) {
  const t = useWords(adminWords)
  const isAuthorised = 'ok' in corp.app && corp.app.ok.authorisation === 'authorised'
  return (
    <section className="card" data-testid="corp-state">
      <div className="section-head">
        <h2>{t.state}</h2>
      </div>
      {'ok' in corp.app ? (
        <AppStates app={corp.app.ok} canManage={canManage} />
      ) : (
        <StateRow label={t.authorisation} tag={<Tag tone="quiet">{t.notRead}</Tag>} />
      )}
      {'ok' in corp.realName ? (
        <CorpRealName realName={corp.realName.ok} canVerify={canManage && corp.canVerify} />
      ) : (
        <StateRow label={t.realName} tag={<Tag tone="quiet">{t.notRead}</Tag>} />
      )}
      {canManage && <Console />}
      {canManage && isAuthorised && <CancelAuthorisation />}
    </section>
  )
}

function AppStates({ app, canManage }: { app: AppState; canManage: boolean }) {
  const t = useWords(adminWords)
  const { install, installCode, authorisation, authorisationCode } = app
  const nameOf = (status: keyof typeof tones, code: string | number | null) =>
    status === 'unknown' ? t.unknown({ code: String(code ?? '?') }) : t[status]
  return (
    <>
      <StateRow
        label={t.install}
        tag={<Tag tone={tones[install]}>{nameOf(install, installCode)}</Tag>}
      >
        {install === 'not-installed' && <p className="quiet note">{t.installNote}</p>}
      </StateRow>
      <StateRow
        label={t.authorisation}
        tag={<Tag tone={tones[authorisation]}>{nameOf(authorisation, authorisationCode)}</Tag>}
      >
        {canManage && authorisation !== 'authorised' && (
          <LaunchButton
            request={() => askForPage(launchCalls.authorise, '/admin')}
            invalidates={invalidates}
            title={t.authoriseTitle}
          >
            {t.authorise}
          </LaunchButton>
        )}
      </StateRow>
    </>
  )
}

function CorpRealName({ realName, canVerify }: { realName: RealName; canVerify: boolean }) {
  const t = useWords(adminWords)
  const { status, statusCode, name } = realName
  const text = status === 'unknown' ? t.unknown({ code: statusCode ?? '?' }) : t[status]
  return (
    <StateRow label={t.realName} tag={<Tag tone={tones[status]}>{text}</Tag>}>
      {name !== null && <p className="quiet note">{name}</p>}
      {status !== 'verified' && !canVerify && <p className="quiet note">{t.verifyNote}</p>}
      {status !== 'verified' && canVerify && (
        <LaunchButton
          request={() => askForPage(launchCalls.corpRealName, '/admin')}
          invalidates={invalidates}
          title={t.verifyTitle}
        >
          {t.verify}
        </LaunchButton>
      )}
    </StateRow>
  )
}

function Console() {
  const t = useWords(adminWords)
  const isPhone = dingTalkPlatform !== null && dingTalkPlatform !== 'pc'
  if (isPhone) return <p className="quiet note">{t.consoleOnPc}</p>
  return (
    <LaunchButton
      look="quiet"
      request={() => askForPage(launchCalls.console)}
      invalidates={invalidates}
      title={t.consoleTitle}
    >
      {t.console}
    </LaunchButton>
  )
}

const tones = {
  installed: 'good',
  'not-installed': 'bad',
  authorised: 'good',
  'not-authorised': 'bad',
  verified: 'good',
  'not-verified': 'bad',
  unknown: 'quiet',
} as const

function Tag({ tone, children }: { tone: 'good' | 'bad' | 'quiet'; children: ReactNode }) {
  return <span className={`status-tag tone-${tone}`}>{children}</span>
}

interface StateRowProps {
  label: string
  tag: ReactNode
  children?: ReactNode
}

function StateRow({ label, tag, children }: StateRowProps) {
  return (
    <div className="state-row">
      <div className="state-row-head">
        <span>{label}</span>
        {tag}
      </div>
      {children}
    </div>
  )
}
