import type { ChangedEvent, RequestsEvent } from '#shared/rules/codes/live-event.ts'

/** Milliseconds until clients reconnect, spread out after a restart. */
const comeBackMs = { from: 1000, to: 4000 }

/** The start of a stream: the retry delay and the id so far, without an event. */
export function greetingText(id: string): string {
  const { from, to } = comeBackMs
  return `retry: ${Math.round(from + Math.random() * (to - from))}\nid: ${id}\n\n`
}

export function changedText(id: string, event: ChangedEvent): string {
  return `id: ${id}\nevent: changed\ndata: ${JSON.stringify(event)}\n\n`
}

export function requestsText(id: string, event: RequestsEvent): string {
  return `id: ${id}\nevent: requests\ndata: ${JSON.stringify(event)}\n\n`
}

/** An event, as scripts do not see comments. */
export function heartbeatText(id: string): string {
  return `id: ${id}\nevent: heartbeat\ndata: {}\n\n`
}
