import { useIsFetching } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReadinessItem } from '#shared/schemas/readiness.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { useCorpChanges } from '#web/components/page/use-corp-changes.ts'
import { ReadinessCard } from '#web/components/readiness/readiness-card.tsx'
import { flowQuery } from '../flow-query.ts'

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
  // The page connects once it has read the flow; it would miss changes on an earlier connection.
  const isReading = useIsFetching({ queryKey: flowQuery(taskId).queryKey }) > 0
  const [isRead, setRead] = useState(false)
  if (!isReading && !isRead) setRead(true)
  useCorpChanges(isRead ? taskId : undefined)
  return <ReadinessCard returnTo={flowPath(taskId)} toSign={neededToSign} />
}
