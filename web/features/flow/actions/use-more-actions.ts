import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { copyText } from '#web/components/copy-text.ts'
import { notify } from '#web/components/overlay/notify.ts'
import type { MoreAction } from '#web/components/page/more-sheet.tsx'
import { startFromPath } from '#web/components/page/navigation.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { openAuditTrail } from '../print-record/open-audit-trail.ts'

type MoreFacts = {
  view: FlowView
  /** Null where reminding has its own button, or cannot be done. */
  onRemind: (() => Promise<void>) | null
  /** Null where sharing has a button on phones, too. */
  onShare: (() => Promise<void>) | null
  onRevoke: () => Promise<void>
}

/** The rarer actions on a flow. */
export function useMoreActions({ view, onRemind, onShare, onRevoke }: MoreFacts): MoreAction[] {
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
    ...(isInitiator && flow.status === 'completed'
      ? [{ label: t.useAgain, to: startFromPath(flow.taskId) }]
      : []),
    ...(isInitiator && flow.status === 'signing'
      ? [{ label: t.revoke, onClick: () => void onRevoke() }]
      : []),
    { label: t.copyTaskId, onClick: () => void copyId() },
    {
      label: tTimeline.print,
      onClick: () => void openAuditTrail().catch(() => notify(tPage.noNetwork, 'fail')),
    },
  ]
}
