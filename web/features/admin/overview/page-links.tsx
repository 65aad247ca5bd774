import { useQuery } from '@tanstack/react-query'
import {
  Bell,
  Bot,
  Building2,
  ChartLine,
  FileInput,
  History,
  type IconNode,
  KeyRound,
  LayoutDashboard,
  Package,
  ReceiptText,
  Settings,
  Webhook,
} from 'lucide'
import type { ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { CorpView } from '#shared/schemas/corp/corp.ts'
import type { OutboxDesk } from '#shared/schemas/corp/outbox.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { deskWords } from '#web/widgets/desk/desk-words.ts'
import type { ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
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
  const hasAssistants = useQuery(appConfigQuery).data?.assistants === true
  const trouble = useTrouble(corp)
  const messages = useMessages(outbox)
  const hasSettings = isAdmin || isOperator
  const isWithdrawing = useSearch() === 'view=withdraw'
  return (
    <section className="desk-pages" aria-label={t.pages} data-testid="desk-pages">
      {isAdmin && (
        <Rows header={<h2>{t.contractPages}</h2>}>
          <PageRow icon={ChartLine} to="/admin?view=times" label={t.times} />
          <PageRow icon={History} to="/admin?view=access" label={t.audit} />
          <PageRow icon={FileInput} to="/admin?view=import" label={t.importing} />
        </Rows>
      )}
      <Rows header={<h2>{t.corpPages}</h2>}>
        <PageRow icon={Building2} to="/admin?view=state" label={t.state} extra={trouble} />
        <PageRow icon={Package} to="/admin?view=packages" label={t.packages} />
        {hasSettings && (
          <PageRow icon={Settings} to="/admin?view=settings" label={t.settings} testId="settings" />
        )}
      </Rows>
      {isAdmin && (
        <Rows header={<h2>{t.connections}</h2>}>
          <PageRow icon={Bell} to="/admin?view=messages" label={t.messages} extra={messages} />
          <PageRow icon={Webhook} to="/admin?view=webhooks" label={t.webhooks} />
          {hasAssistants && <PageRow icon={Bot} to="/admin?view=assistants" label={t.assistants} />}
        </Rows>
      )}
      {isOperator && (
        <Rows header={<h2>{t.operations}</h2>}>
          <PageRow icon={LayoutDashboard} to="/operator" label={t.operatorDesk} />
          <PageRow icon={ReceiptText} to="/admin?view=orders" label={t.orders} />
          <PageRow icon={KeyRound} to="/admin?view=developer" label={t.developer} />
        </Rows>
      )}
      {isAdmin && (
        <Rows label={t.cancel}>
          <Row to="/admin?view=withdraw" isCurrent={isWithdrawing}>
            <span className="tone-text tone-bad">{t.toCancel}</span>
          </Row>
        </Rows>
      )}
    </section>
  )
}

type PageRowProps = {
  icon: IconNode
  to: string
  label: string
  extra?: ReactNode
  testId?: string
}

export function PageRow({ icon, label, ...row }: PageRowProps) {
  const [path] = useLocation()
  const search = useSearch()
  // The overview has the address alone.
  const isCurrent = row.to === path + (search === '' ? '' : `?${search}`)
  return (
    <Row {...row} isCurrent={isCurrent} prefix={<Icon icon={icon} className="row-icon" />}>
      {label}
    </Row>
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
