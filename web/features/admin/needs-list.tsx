import type { ReactNode } from 'react'
import type { CorpView } from '#shared/schemas/corp.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
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
  /** Operators who are no administrators only look. */
  canManage: boolean
}

const invalidates = [corpQuery.queryKey]

/** What is wrong and has to be done, with the button for each; nothing where all is well. */
export function NeedsList({ corp, canManage }: NeedsListProps) {
  const t = useWords(adminWords)
  const tDesk = useWords(deskWords)
  const app = 'ok' in corp.app ? corp.app.ok : null
  const realName = 'ok' in corp.realName ? corp.realName.ok : null
  const needs: ReactNode[] = []
  if (app?.install === 'not-installed')
    needs.push(
      <Row key="install" description={t.installNote}>
        {t.needsInstall}
      </Row>,
    )
  if (app?.authorisation === 'not-authorised')
    needs.push(
      <Need key="authorise" title={t.needsAuthorisation} note={t.authoriseNote}>
        {canManage && (
          <LaunchButton
            request={(client) => askForPage(client, launchCalls.authorise, '/admin')}
            invalidates={invalidates}
            title={t.authoriseTitle}
          >
            {t.authorise}
          </LaunchButton>
        )}
      </Need>,
    )
  if (realName?.status === 'not-verified')
    needs.push(
      <Need
        key="verify"
        title={t.needsVerification}
        note={canManage && corp.canVerify ? t.verifyWhy : t.verifyNote}
      >
        {canManage && corp.canVerify && (
          <LaunchButton
            request={(client) => askForPage(client, launchCalls.corpRealName, '/admin')}
            invalidates={invalidates}
            title={t.verifyTitle}
          >
            {t.verify}
          </LaunchButton>
        )}
      </Need>,
    )
  if ('ok' in corp.margin && isLow(corp.margin.ok))
    needs.push(
      <Need
        key="margin"
        title={t.needsPackage}
        note={tDesk.contractsLeft(corp.margin.ok.contractsLeft ?? 0)}
      >
        {canManage && <ConsoleButton label={t.buy} />}
      </Need>,
    )
  if (needs.length === 0) return null
  return (
    <Rows testId="needs" header={<h2>{t.needs}</h2>}>
      {needs}
    </Rows>
  )
}

function Need({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <Row description={note} foot={children}>
      <span className="need-title">{title}</span>
    </Row>
  )
}
