import { useIsFetching } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReadinessItem } from '#shared/schemas/readiness.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { ReadinessCard } from '#web/widgets/readiness/readiness-card.tsx'
import { flowQuery } from '../flow-query.ts'

/**
 * The preconditions for signing. A contract of the package is not one of them, because it was taken
 * when the flow started.
 */
const neededToSign: readonly ReadinessItem[] = [
  'app-installed',
  'app-authorised',
  'corp-verified',
  'person-verified',
]

/** What keeps the requester from signing, with fixes. */
export function SignReadiness({ taskId }: { taskId: string }) {
  // The page opens its live connection after it has read the flow; an earlier connection would miss
  // changes.
  const isReading = useIsFetching({ queryKey: flowQuery(taskId).queryKey }) > 0
  const [isRead, setRead] = useState(false)
  if (!isReading && !isRead) setRead(true)
  useCorpChanges(isRead ? taskId : undefined)
  return <ReadinessCard returnTo={flowPath(taskId)} toSign={neededToSign} />
}
