import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { areContractsLow } from '#shared/rules/contracts-low.ts'
import type { CorpView } from '#shared/schemas/corp/corp.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { RenewalLink, WhoRenews } from '#web/widgets/failure/how-to-renew.tsx'
import type { ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { deskWords } from '#web/widgets/desk/desk-words.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { AuthoriseButton, VerifyButton } from '../mend-buttons.tsx'
import { BuyPackage } from '../packages/buy-package.tsx'

type NeedsListProps = {
  reading: ListQuery<CorpView>
  /** False for operators who are not admins. */
  canManage: boolean
}

/** The problems that need action, each with its button; renders nothing without problems. */
export function NeedsList({ reading, canManage }: NeedsListProps) {
  const { data: corp } = reading
  return corp ? <Needs corp={corp} canManage={canManage} /> : null
}

function Needs({ corp, canManage }: { corp: CorpView; canManage: boolean }) {
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
  const margin = 'ok' in corp.margin ? corp.margin.ok : null
  const left = margin?.contractsLeft ?? null
  const isLow = margin !== null && areContractsLow(margin)
  const needsInstall = app?.install === 'not-installed'
  const needsAuthorisation = app?.authorisation === 'not-authorised'
  const needsVerification = realName?.status === 'not-verified'
  const canVerify = canManage && corp.canVerify
  const needsApp = needsInstall || needsAuthorisation || needsVerification
  if (!ended && !needsApp && !isLow) return null
  return (
    <Rows testId="needs" header={<h2>{t.needs}</h2>}>
      {ended && (
        <Need title={t.needsRenewal} note={<WhoRenews help={ended} />}>
          {ended.renewalUrl !== null && (
            <div className="launch">
              <RenewalLink url={ended.renewalUrl} size="large" />
            </div>
          )}
        </Need>
      )}
      {needsInstall && <Need title={t.needsInstall} note={t.installNote} />}
      {needsAuthorisation && (
        <Need title={t.needsAuthorisation} note={t.authoriseNote}>
          {canManage && <AuthoriseButton />}
        </Need>
      )}
      {needsVerification && (
        <Need title={t.needsVerification} note={canVerify ? t.verifyWhy : t.verifyNote}>
          {canVerify && <VerifyButton />}
        </Need>
      )}
      {isLow && (
        <Need title={`${t.needsPackage} · ${tDesk.contractsLeft(left ?? 0)}`} isSoon>
          {canManage && <BuyPackage />}
        </Need>
      )}
    </Rows>
  )
}

type NeedProps = {
  title: string
  note?: ReactNode
  /** Whether things still work. */
  isSoon?: boolean
  /** The button that helps. */
  children?: ReactNode
}

function Need({ title, note, isSoon = false, children }: NeedProps) {
  return (
    <Row description={note} foot={children}>
      <span className={`need-title tone-${isSoon ? 'warn' : 'bad'}`}>{title}</span>
    </Row>
  )
}
