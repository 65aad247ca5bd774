import { useDeferredValue } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { ApprovalsCard } from './signers/approvals-card.tsx'
import { ChoicesRow } from './choices/choices-row.tsx'
import { DocumentsCard } from './documents/documents-card.tsx'
import { FlowTimeline } from './timeline/flow-timeline.tsx'
import { FlowFacts } from './flow-facts.tsx'
import { SignersCard } from './signers/signers-card.tsx'
import { StageChart } from './stage-chart.tsx'

type FlowDetailsProps = {
  view: FlowView
  now: number
  /** Refetches the flow when a part of it could not be read. */
  onRetry: () => Promise<unknown>
}

/**
 * The flow below its header: signers, seal approvals, files, facts, stages and log. From 1200 pixels
 * the files and facts are beside the others; the order of reading is the same.
 */
export function FlowDetails({ view, now, onRetry }: FlowDetailsProps) {
  // The lower parts render later, because all at once takes a slow phone 200 ms. A page drawn by
  // the proxy has them already.
  const isWhole = useDeferredValue(true, useViewer().drawnAt !== null)
  // With a log of thousands, a new view takes as long.
  const later = useDeferredValue(view)
  const { taskId, status } = later.flow
  return (
    <div className="columns contract">
      <SignersCard view={view} now={now} onRetry={onRetry} />
      {isWhole && (
        <>
          <ApprovalsCard {...later} now={now} onRetry={onRetry} />
          <div className="contract-side">
            <DocumentsCard
              key={taskId}
              taskId={taskId}
              status={status}
              known={later.registry?.documents}
            />
            <FlowFacts view={later} now={now} />
            {!hasEnded(status) && <ChoicesRow taskId={taskId} />}
          </div>
          <StageChart view={later} now={now} />
          <FlowTimeline view={later} now={now} />
        </>
      )}
    </div>
  )
}
