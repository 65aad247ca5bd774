import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import type { StoreEvent } from '#proxy/base/store/events.ts'
import type { LiveStreams } from './live-streams.ts'

/** Clears caches before pages are told to read again, as they would get the old reading. */
export function hearChange(
  event: StoreEvent,
  flows: Pick<FlowReader, 'forget' | 'forgetAll' | 'forgetCorp'>,
  streams: Pick<LiveStreams, 'hear'>,
): void {
  if (event.type === 'gap' || event.type === 'sandbox-changed') flows.forgetAll()
  else if (event.type === 'flow-changed') flows.forget(event.corpId, event.taskId, event.readAt)
  else if (event.type === 'corp-changed') flows.forgetCorp(event.corpId)
  streams.hear(event)
}
