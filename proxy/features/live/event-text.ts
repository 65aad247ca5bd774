import type { ChangedEvent, RequestsEvent } from '#shared/rules/codes/live-event.ts'

/** Milliseconds until clients reconnect, spread out to soften a restart. */
const comeBackMs = { from: 1000, to: 4000 }

/** The start of a stream: the retry delay and the last id, without an event. */
export function greetingText(id: string): string {
  const { from, to } = comeBackMs
  return `retry: ${Math.round(from + Math.random() * (to - from))}\nid: ${id}\n\n`
}

/** The events and their data. */
type LiveEvents = {
  changed: ChangedEvent
  requests: RequestsEvent
  /** Not sent as a comment, because scripts cannot see comments. */
  heartbeat: Record<string, never>
}

export function eventText<Name extends keyof LiveEvents>(
  id: string,
  name: Name,
  data: LiveEvents[Name],
): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
