import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { apiOf } from '#web/api/api.ts'
import { followFlow } from './follow-flow.ts'

/**
 * Rereads the flow when the proxy reports a change.
 * @param canChange whether the flow can still change
 * @param isReading whether it is being read
 */
export function useLiveFlow(taskId: string, canChange: boolean, isReading: boolean): void {
  const client = useQueryClient()
  // A cached view is old anyway, so an event for it would only restart the first read.
  const [readTask, setReadTask] = useState('')
  if (!isReading && readTask !== taskId) setReadTask(taskId)
  const isWanted = canChange && readTask === taskId
  // Rerenders, because the poll interval depends on it.
  const [, setLive] = useState(false)
  useEffect(() => apiOf(client).live.isLive.subscribe(setLive), [client])
  useEffect(() => (isWanted ? followFlow(client, taskId) : undefined), [client, taskId, isWanted])
}
