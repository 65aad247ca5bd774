import { useQuery } from '@tanstack/react-query'
import type { CorpView } from '#shared/schemas/corp/corp.ts'
import type { OutboxDesk } from '#shared/schemas/corp/outbox.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { deskWords } from '#web/widgets/desk/desk-words.ts'
import type { ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { isHeldUp, isMissed } from '../held-up.ts'

type PageLinksProps = {
  /** Undefined if it could not be read. */
  corp: CorpView | undefined
  isAdmin: boolean
  isOperator: boolean
  outbox: ListQuery<OutboxDesk>
}

/** The pages behind the desk, with what is wrong there. */
export function PageLinks({ corp, isAdmin, isOperator, outbox }: PageLinksProps) {
  const t = useWords(adminWords)
  const isWide = useIsWide(768)
  const hasAssistants = useQuery(appConfigQuery).data?.assistants === true
  const trouble = useTrouble(corp)
  const messages = useMessages(outbox)
  return (
    <div className="desk-pages">
      <Rows label={t.pages} testId="desk-pages">
        {isAdmin && !isWide && <Row to="/admin?view=times">{t.times}</Row>}
        <Row to="/admin?view=packages">{t.packages}</Row>
        <Row to="/admin?view=state" extra={trouble}>
          {t.state}
        </Row>
        {isAdmin && (
          <>
            <Row to="/admin?view=access">{t.audit}</Row>
            <Row to="/admin?view=messages" extra={messages}>
              {t.messages}
            </Row>
            <Row to="/admin?view=import">{t.importing}</Row>
            <Row to="/admin?view=webhooks">{t.webhooks}</Row>
            {hasAssistants && <Row to="/admin?view=assistants">{t.assistants}</Row>}
          </>
        )}
        {(isAdmin || isOperator) && (
          <Row to="/admin?view=settings" testId="settings">
            {t.settings}
          </Row>
        )}
        {isOperator && (
          <>
            <Row to="/operator">{t.operatorDesk}</Row>
            <Row to="/admin?view=orders">{t.orders}</Row>
            <Row to="/admin?view=developer">{t.developer}</Row>
          </>
        )}
        {isAdmin && <Row to="/admin?view=withdraw">{t.cancel}</Row>}
      </Rows>
    </div>
  )
}

const wellStates: readonly string[] = ['installed', 'authorised', 'verified']

const troubles = ['not-installed', 'not-authorised', 'not-verified'] as const

/** The first thing that is wrong with the organisation in e签宝. */
function useTrouble(corp: CorpView | undefined) {
  const t = useWords(adminWords)
  const tDesk = useWords(deskWords)
  const { app, realName } = corp ?? {}
  const isAppRead = app !== undefined && 'ok' in app
  const isNameRead = realName !== undefined && 'ok' in realName
  const states: readonly string[] = [
    ...(isAppRead ? [app.ok.install, app.ok.authorisation] : []),
    ...(isNameRead ? [realName.ok.status] : []),
  ]
  const bad = troubles.find((trouble) => states.includes(trouble))
  if (bad !== undefined) return <span className="tone-text tone-bad">{tDesk[bad]}</span>
  // Without an authorisation e签宝 does not tell the rest.
  if (!isAppRead || !isNameRead) return tDesk.notReadYet
  return states.every((state) => wellStates.includes(state)) ? t.isWell : t.unknownState
}

/** Whether messages arrive. */
function useMessages({ data, error }: ListQuery<OutboxDesk>) {
  const t = useWords(adminWords)
  const tDesk = useWords(deskWords)
  if (!data) return error ? tDesk.notReadYet : ''
  const count = data.groups
    .filter((group) => isHeldUp(group) || isMissed(group))
    .reduce((sum, group) => sum + group.count, 0)
  if (count === 0) return t.isWell
  return <span className="tone-text tone-bad">{t.notArrived(count)}</span>
}
