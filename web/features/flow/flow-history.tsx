import type { FlowView } from '../../../shared/flow.ts'
import { FlowTimeline } from './flow-timeline.tsx'
import { StageChart } from './stage-chart.tsx'
import './history.css'

/** How a flow got where it stands: its stages, and all that happened. */
export function FlowHistory({ view, now }: { view: FlowView; now: number }) {
  return (
    <>
      <StageChart view={view} now={now} />
      <FlowTimeline view={view} now={now} />
    </>
  )
}
