import { useDeferredValue } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { ActionBar } from './actions/action-bar.tsx'
import { ApprovalsCard } from './signers/approvals-card.tsx'
import { ChoicesRow } from './choices/choices-row.tsx'
import { DocumentsCard } from './documents-card.tsx'
import { FlowTimeline } from './timeline/flow-timeline.tsx'
import { InitiatorCard } from './initiator-card.tsx'
import { SignersCard } from './signers/signers-card.tsx'
import { StageChart } from './stages/stage-chart.tsx'

interface FlowDetailsProps {
  view: FlowView
  now: number
  /** The place for notes about signing; null until it is mounted. */
  notices: HTMLElement | null
  onLaunch: () => void
  /** Reads the flow again, where a part of it could not be read. */
  onRetry: () => Promise<unknown>
}

/** Who started it, what one can do, who signs, with which seal, what, and how it got there. */
export function FlowDetails({ view, now, notices, onLaunch, onRetry }: FlowDetailsProps) {
  // Lower parts render later: all at once takes a slow phone 200 ms. A page that the proxy drew has
  // them already.
  const isWhole = useDeferredValue(true, useViewer().drawnAt !== null)
  const { taskId, status } = view.flow
  return (
    <>
      <InitiatorCard flow={view.flow} />
      <ActionBar view={view} now={now} notices={notices} onLaunch={onLaunch} />
      <SignersCard {...view} now={now} onRetry={onRetry} />
      {isWhole && (
        <>
          <ApprovalsCard {...view} now={now} onRetry={onRetry} />
          <DocumentsCard taskId={taskId} status={status} />
          {!hasEnded(status) && <ChoicesRow taskId={taskId} />}
          <StageChart view={view} now={now} />
          <FlowTimeline
            // Remounted: the rest of a log is not new.
            key={view.isOutline ? 'outline' : 'whole'}
            view={view}
            now={now}
          />
        </>
      )}
    </>
  )
}
