import { useDeferredValue } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { ActionBar } from './actions/action-bar.tsx'
import { ApprovalsCard } from './signers/approvals-card.tsx'
import { ChoicesRow } from './choices/choices-row.tsx'
import { DocumentsCard } from './documents/documents-card.tsx'
import { FlowTimeline } from './timeline/flow-timeline.tsx'
import { InitiatorCard } from './initiator-card.tsx'
import { SignersCard } from './signers/signers-card.tsx'
import { StageChart } from './stage-chart.tsx'

interface FlowDetailsProps {
  view: FlowView
  now: number
  /** Where notes about signing are rendered; null until it is mounted. */
  notices: HTMLElement | null
  onLaunch: () => void
  /** Refetches the flow when a part of it could not be read. */
  onRetry: () => Promise<unknown>
}

/**
 * The flow below the banner: initiator, actions, signers, seal approvals, files, stages and log.
 */
export function FlowDetails({ view, now, notices, onLaunch, onRetry }: FlowDetailsProps) {
  // The lower parts render later, because all at once takes a slow phone 200 ms. A page drawn by
  // the proxy has them already.
  const isWhole = useDeferredValue(true, useViewer().drawnAt !== null)
  // With a log of thousands, a new view takes as long.
  const later = useDeferredValue(view)
  const { taskId, status } = later.flow
  return (
    <>
      <InitiatorCard flow={view.flow} />
      <ActionBar view={view} now={now} notices={notices} onLaunch={onLaunch} />
      <SignersCard {...view} now={now} onRetry={onRetry} />
      {isWhole && (
        <>
          <ApprovalsCard {...later} now={now} onRetry={onRetry} />
          <DocumentsCard
            key={taskId}
            taskId={taskId}
            status={status}
            known={later.registry?.documents}
          />
          {!hasEnded(status) && <ChoicesRow taskId={taskId} />}
          <StageChart view={later} now={now} />
          <FlowTimeline view={later} now={now} />
        </>
      )}
    </>
  )
}
