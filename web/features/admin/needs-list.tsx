import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CorpView } from '#shared/schemas/corp.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { RenewalLink, WhoRenews } from '#web/components/failure/how-to-renew.tsx'
import { LaunchButton } from '#web/components/launch/launch-button.tsx'
import { deskWords } from '#web/components/desk/desk-words.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { ConsoleButton } from './console-button.tsx'
import { isLow } from './orders/margin-card.tsx'

interface NeedsListProps {
  corp: CorpView
  /** False for operators who are not admins. */
  canManage: boolean
}

const invalidates = [corpQuery.queryKey]

/** The problems that need action, each with its button; renders nothing without problems. */
export function NeedsList({ corp, canManage }: NeedsListProps) {
  const t = useWords(adminWords)
  const tDesk = useWords(deskWords)
  const { data: config } = useQuery(appConfigQuery)
  const { data: subscription } = useQuery({
    ...subscriptionHelpQuery,
    enabled: config?.appKind === 'third-party',
  })
  const ended = subscription?.hasEnded === true ? subscription : null
  const app = 'ok' in corp.app ? corp.app.ok : null
  const realName = 'ok' in corp.realName ? corp.realName.ok : null
  const margin = 'ok' in corp.margin && isLow(corp.margin.ok) ? corp.margin.ok : null
  const needsInstall = app?.install === 'not-installed'
  const needsAuthorisation = app?.authorisation === 'not-authorised'
  const needsVerification = realName?.status === 'not-verified'
  const canVerify = canManage && corp.canVerify
  const needsApp = needsInstall || needsAuthorisation || needsVerification
  if (!ended && !needsApp && !margin) return null
  return (
    <Rows testId="needs" header={<h2>{t.needs}</h2>}>
      {ended && (
        <Need title={t.needsRenewal} note={<WhoRenews help={ended} />}>
          {ended.renewalUrl !== null && (
            <div className="launch">
              <RenewalLink url={ended.renewalUrl} isMain />
            </div>
          )}
        </Need>
      )}
      {needsInstall && <Need title={t.needsInstall} note={t.installNote} />}
      {needsAuthorisation && (
        <Need title={t.needsAuthorisation} note={t.authoriseNote}>
          {canManage && (
            <LaunchButton
              request={(client) => askForPage(client, launchCalls.authorise, '/admin')}
              invalidates={invalidates}
              title={t.authoriseTitle}
            >
              {t.authorise}
            </LaunchButton>
          )}
        </Need>
      )}
      {needsVerification && (
        <Need title={t.needsVerification} note={canVerify ? t.verifyWhy : t.verifyNote}>
          {canVerify && (
            <LaunchButton
              request={(client) => askForPage(client, launchCalls.corpRealName, '/admin')}
              invalidates={invalidates}
              title={t.verifyTitle}
            >
              {t.verify}
            </LaunchButton>
          )}
        </Need>
      )}
      {margin && (
        <Need title={t.needsPackage} note={tDesk.contractsLeft(margin.contractsLeft ?? 0)}>
          {canManage && <ConsoleButton label={t.buy} />}
        </Need>
      )}
    </Rows>
  )
}

interface NeedProps {
  title: string
  note: ReactNode
  /** The button that helps. */
  children?: ReactNode
}

function Need({ title, note, children }: NeedProps) {
  return (
    <Row description={note} foot={children}>
      <span className="need-title">{title}</span>
    </Row>
  )
}
