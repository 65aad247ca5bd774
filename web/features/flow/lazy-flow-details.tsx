import type { FlowView } from '#shared/flow.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'

const FlowDetails = lazyPart(async () => (await import('./flow-details.tsx')).FlowDetails)

/** All of a flow but where it stands; its code comes behind the answer that the status waits for. */
export function LazyFlowDetails(props: { view: FlowView; now: number }) {
  return <FlowDetails {...props} placeholder={<div className="still-to-come" />} />
}
