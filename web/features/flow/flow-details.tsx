import type { FlowView } from '../../../shared/flow.ts'
import { useDrawnParts } from '../../components/use-drawn-parts.ts'
import { ApprovalsCard } from './approvals-card.tsx'
import { DocumentsCard } from './documents-card.tsx'
import { FlowTimeline } from './flow-timeline.tsx'
import { SignersCard } from './signers-card.tsx'
import { StageChart } from './stage-chart.tsx'
import './history.css'

/** Who signs, with which seal, what, and how it got there. */
export function FlowDetails({ view, now }: { view: FlowView; now: number }) {
  const drawn = useDrawnParts(3)
  return (
    <>
      {drawn > 0 && (
        <>
          <SignersCard {...view} now={now} />
          <ApprovalsCard approvals={view.approvals} now={now} />
          <DocumentsCard taskId={view.flow.taskId} />
        </>
      )}
      {drawn > 1 && <StageChart view={view} now={now} />}
      {drawn > 2 && <FlowTimeline view={view} now={now} />}
    </>
  )
}
