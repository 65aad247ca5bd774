import type { FlowView } from '../../../shared/flow.ts'
import { useAfterFrame } from '../../components/use-after-frame.ts'
import { FlowHistory } from './flow-history.tsx'

/**
 * Stages and timeline: below the fold, so they are drawn once people see what is above them, and do
 * not make that wait.
 */
export function LateHistory(props: { view: FlowView; now: number }) {
  if (useAfterFrame()) return <FlowHistory {...props} />
  return (
    <div className="card history-placeholder" aria-hidden="true">
      <i className="bone bone-short" />
      <i className="bone" />
      <i className="bone" />
    </div>
  )
}
