import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import type { FlowView } from '#shared/schemas/flow/flow.ts'

const PrintRecord = lazyPart(async () => (await import('./print-record.tsx')).PrintRecord)

/** The print record, loaded when somebody opens it. */
export function LazyPrintRecord(props: { view: FlowView; onBack: () => void }) {
  return <PrintRecord {...props} placeholder={<PageSkeleton />} />
}
