import type { ChangedEvent, RequestsEvent } from '#shared/rules/codes/live-event.ts'

/** How long clients wait before they come back, in milliseconds: not all at once after a restart. */
const comeBackMs = { from: 1000, to: 4000 }

/** The first words on a stream: when to come back, and what is known so far, which fires no event. */
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

/** An event and no comment, for scripts are told of events alone. */
export function heartbeatText(id: string): string {
  return `id: ${id}\nevent: heartbeat\ndata: {}\n\n`
}
