import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import type { FlowView } from '#shared/schemas/flow/flow.ts'

const PrintRecord = lazyPart(async () => (await import('./print-record.tsx')).PrintRecord)

/** The audit trail, whose code comes when somebody asks for one. */
export function LazyPrintRecord(props: { view: FlowView; onBack: () => void }) {
  return <PrintRecord {...props} placeholder={<PageSkeleton />} />
}
