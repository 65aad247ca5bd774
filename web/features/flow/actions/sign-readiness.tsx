import type { ReadinessItem } from '#shared/schemas/readiness.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { ReadinessCard } from '#web/components/readiness/readiness-card.tsx'

/** What has to be in order before somebody can sign. Its contract was taken from the package when the flow started. */
const neededToSign: readonly ReadinessItem[] = [
  'app-installed',
  'app-authorised',
  'corp-verified',
  'person-verified',
]

/** What is in the way of signing, each with its fix. */
export function SignReadiness({ taskId }: { taskId: string }) {
  return <ReadinessCard returnTo={flowPath(taskId)} toSign={neededToSign} />
}
