import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import type { FlowView } from '#shared/flow.ts'

const AuditTrail = lazyPart(async () => (await import('./audit-trail.tsx')).AuditTrail)

/** The audit trail, whose code comes when somebody asks for one. */
export function LazyAuditTrail(props: { view: FlowView; onBack: () => void }) {
  return <AuditTrail {...props} placeholder={<PageSkeleton />} />
}
