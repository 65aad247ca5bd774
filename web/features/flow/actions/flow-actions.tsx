import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useId, useRef } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { copyText } from '#web/components/copy-text.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import type { MoreAction } from '#web/components/page/more-sheet.tsx'
import { goTo, startFromPath } from '#web/components/page/navigation.ts'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { RefreshButton } from '#web/components/page/refresh-button.tsx'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { isTouchScreen } from '#web/components/pull/pull-to-refresh.tsx'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { openAuditTrail } from '../print-record/open-audit-trail.ts'
import { reminderChoice } from '../remind/reminder-choice.ts'
import { ReminderLater } from '../remind/reminder-later.tsx'
import { requesterMayManage, requesterToDo, type RequesterToDo } from '../requester-to-do.ts'
import type { ActionSheetKind } from './action-sheet.tsx'
import { SignButton } from './sign-button.tsx'
import { signOffer, type SignOffer } from './sign-offer.ts'

const ApproveButton = lazyPart(async () => (await import('./approve-button.tsx')).ApproveButton)

const SignReadiness = lazyPart(async () => (await import('./sign-readiness.tsx')).SignReadiness)

type FlowActionsProps = {
  /** The page's head. */
  head: ReactNode
  view: FlowView
  now: number
  isRefreshing: boolean
  onRefresh: () => Promise<{ isError: boolean }>
  /** Called when the URL of the signing page is requested. */
  onLaunch: () => void
}

/** The page's head, and the actions that the requester can take on the flow now. */
export function FlowActions(props: FlowActionsProps) {
  const { head, view, now, isRefreshing, onRefresh, onLaunch } = props
  const t = useWords(words.flow)
  const tSign = useWords(words.sign)
  const { name, corpId } = useSession()
  const { language } = useDevice()
  const noteId = useId()
  const client = useQueryClient()
  const { taskId } = view.flow
  const wanted = useRef<ActionSheetKind>('share')
  const sheet = useSheet(async () => {
    const kind = wanted.current
    const { ActionSheet, loadActionSheet } = await import('./action-sheet.tsx')
    const asker = { client, language, corpId }
    return { ActionSheet, loaded: await loadActionSheet(kind, { view, now }, asker) }
  })
  const show = (kind: ActionSheetKind) => () => {
    wanted.current = kind
    return sheet.show()
  }
  const offer = signOffer(view, name)
  const choice = reminderChoice(view, now)
  const isLater = choice?.kind === 'later'
  const canReach = choice?.kind === 'reach' || (choice?.kind === 'later' && choice.canReach)
  const main = mainAction({
    view,
    offer,
    toDo: requesterToDo(view, name),
    canRemind: choice !== null,
  })
  const sign = offer !== null && (
    <SignButton
      taskId={taskId}
      offer={offer}
      isSmall={main !== 'sign' && main !== null}
      onLaunch={onLaunch}
    />
  )
  const isMaybe = offer === 'possible'
  const isRemindingLater = isLater && main === 'remind'
  const note = (isMaybe || isRemindingLater) && (
    <>
      {isMaybe && (
        <p data-testid="sign-maybe">
          {tSign.maybeNote} {main !== null && sign}
        </p>
      )}
      {isRemindingLater && (
        <ReminderLater id={noteId} view={view} choice={choice} now={now} testId="urge-later" />
      )}
    </>
  )
  const more = useMoreActions({
    view,
    onRemind:
      main !== 'remind' && choice !== null && (!isLater || canReach) ? show('remind') : null,
    onShare: main === 'files' ? show('share') : null,
    onRevoke: show('revoke'),
    onRefresh: useRefresh(onRefresh),
  })
  return (
    <>
      <PageHeader
        className="contract-header"
        head={head}
        note={note}
        tool={<RefreshButton isRefreshing={isRefreshing} onRefresh={onRefresh} />}
        more={more}
        testId="action-bar"
      >
        {(main === 'sign' || main === null) && sign}
        {main === 'approve' && <ApproveButton view={view} placeholder={<ApproveLater />} />}
        {main === 'remind' && (
          <Button
            color="primary"
            disabled={isLater && !canReach}
            aria-describedby={isLater ? noteId : undefined}
            aria-keyshortcuts="r"
            loading="auto"
            onClick={show('remind')}
          >
            {t.remind}
          </Button>
        )}
        {main === 'continue' && (
          <Button color="primary" loading="auto" onClick={show('draft')}>
            {t.continue}
          </Button>
        )}
        {main === 'start-again' && (
          <Button color="primary" onClick={() => goTo(startFromPath(taskId))}>
            {t.startAgain}
          </Button>
        )}
        {main === 'files' && (
          <>
            <Button color="primary" loading="auto" onClick={show('files')}>
              {t.viewSigned}
            </Button>
            <Button loading="auto" onClick={show('download')}>
              {t.download}
            </Button>
          </>
        )}
        <Button
          className={main === 'files' ? 'from-768' : undefined}
          loading="auto"
          onClick={show('share')}
        >
          {t.share}
        </Button>
      </PageHeader>
      {offer !== null && <SignReadiness taskId={taskId} placeholder={null} />}
      {sheet.part && (
        <sheet.part.ActionSheet loaded={sheet.part.loaded} view={view} {...sheet.props} />
      )}
    </>
  )
}

/** In place of the button until its code has come. */
function ApproveLater() {
  const t = useWords(words.flow)
  return (
    <Button color="primary" disabled>
      {t.approve}
    </Button>
  )
}

/**
 * The primary action of a flow's page.
 * - `continue`: finish and send a draft.
 * - `start-again`: start the same contract anew.
 * - `files`: see the files of a completed flow.
 */
type MainAction = 'sign' | 'approve' | 'remind' | 'continue' | 'start-again' | 'files'

type ActionFacts = {
  view: FlowView
  offer: SignOffer | null
  toDo: RequesterToDo | null
  /** Whether there is anybody to remind, now or later. */
  canRemind: boolean
}

/** What helps the requester most; null for nothing but sharing, or signing that is only a guess. */
function mainAction({ view, offer, toDo, canRemind }: ActionFacts): MainAction | null {
  const { status } = view.flow
  const isInitiator = view.registry?.isInitiator === true
  if (offer === 'due') return 'sign'
  if (toDo === 'approve' || toDo === 'approve-by-name') return 'approve'
  if (canRemind) return 'remind'
  if (status === 'completed') return 'files'
  // Its page at e签宝 is the initiator's.
  if (status === 'draft') return isInitiator ? 'continue' : null
  return hasEnded(status) && requesterMayManage(view) ? 'start-again' : null
}

type MoreFacts = {
  view: FlowView
  /** Null where reminding has its own button, or cannot be done. */
  onRemind: (() => Promise<void>) | null
  /** Null where sharing has a button on phones, too. */
  onShare: (() => Promise<void>) | null
  onRevoke: () => Promise<void>
  onRefresh: () => Promise<void>
}

/** The rarer actions on a flow. */
function useMoreActions(facts: MoreFacts): MoreAction[] {
  const { view, onRemind, onShare, onRevoke, onRefresh } = facts
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const tTimeline = useWords(words.timeline)
  const { flow, registry } = view
  const isInitiator = registry?.isInitiator === true
  const copyId = () =>
    copyText(flow.taskId).then(
      () => notify(tPage.copied),
      () => notify(tPage.notCopied, 'fail'),
    )
  return [
    ...(onRemind === null ? [] : [{ label: t.remind, onClick: () => void onRemind() }]),
    ...(onShare === null
      ? []
      : [{ label: t.share, onClick: () => void onShare(), below768: true }]),
    ...(requesterMayManage(view) && flow.status === 'completed'
      ? [{ label: t.useAgain, to: startFromPath(flow.taskId) }]
      : []),
    ...(isInitiator && flow.status === 'signing'
      ? [{ label: t.revoke, onClick: () => void onRevoke() }]
      : []),
    ...(isTouchScreen() ? [{ label: tPage.refresh, onClick: () => void onRefresh() }] : []),
    { label: t.copyTaskId, onClick: () => void copyId() },
    {
      label: tTimeline.print,
      onClick: () => void openAuditTrail(flow.taskId).catch(() => notify(tPage.noNetwork, 'fail')),
    },
  ]
}
