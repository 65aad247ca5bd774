import type { ReadinessItem } from '#shared/schemas/readiness.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { ReadinessCard } from '#web/components/readiness/readiness-card.tsx'

/**
 * What signing needs. A contract of the package is not among it: it was taken when the flow
 * started.
 */
const neededToSign: readonly ReadinessItem[] = [
  'app-installed',
  'app-authorised',
  'corp-verified',
  'person-verified',
]

/** What keeps the viewer from signing, with fixes. */
export function SignReadiness({ taskId }: { taskId: string }) {
  return <ReadinessCard returnTo={flowPath(taskId)} toSign={neededToSign} />
}
