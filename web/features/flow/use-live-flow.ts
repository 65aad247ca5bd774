import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { apiOf } from '#web/api/api.ts'
import { followFlow } from './follow-flow.ts'

/**
 * Reads the flow again when the proxy tells that it changed.
 * @param canChange whether there is anything to hear of
 * @param isReading whether it is being read
 */
export function useLiveFlow(taskId: string, canChange: boolean, isReading: boolean): void {
  const client = useQueryClient()
  // A cached view is old; an event for it would only restart the first read.
  const [readTask, setReadTask] = useState('')
  if (!isReading && readTask !== taskId) setReadTask(taskId)
  const isWanted = canChange && readTask === taskId
  // A rerender, as the poll interval depends on it.
  const [, setLive] = useState(false)
  useEffect(() => apiOf(client).live.isLive.subscribe(setLive), [client])
  useEffect(() => (isWanted ? followFlow(client, taskId) : undefined), [client, taskId, isWanted])
}
