import type { FlowView } from '../../../shared/flow.ts'
import { lazyPart } from '../../components/lazy-part.tsx'

const History = lazyPart(async () => (await import('./flow-history.tsx')).FlowHistory)

/** Stages and timeline: below the fold, the last on their page, and so no part of its first load. */
export function LazyHistory(props: { view: FlowView; now: number }) {
  return (
    <History
      {...props}
      placeholder={
        <div className="card history-placeholder" aria-hidden="true">
          <i className="bone bone-short" />
          <i className="bone" />
          <i className="bone" />
        </div>
      }
    />
  )
}
