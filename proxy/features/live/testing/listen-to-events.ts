import { get, type IncomingMessage } from 'node:http'

/** An event as a browser's `EventSource` would return it. */
export type ReceivedEvent = { type: string; data: unknown; id: string }

/** A connection that receives events. */
export type EventSubscription = {
  status: number
  headers: IncomingMessage['headers']
  /** All events so far, except for heartbeats. */
  events: ReceivedEvent[]
  heartbeats: number
  /** Milliseconds after which the server wants the client to reconnect. */
  retry: number | null
  /** The `last-event-id` that a client would send now. */
  lastId: string
  /** Resolves when the connection has ended, with whether the server ended it properly. */
  ended: Promise<boolean>
  /** Stops reading, like a phone without network. */
  pause(): void
  resume(): void
  /** Disconnects. */
  leave(): void
}

/** Connects for events, and resolves once the server has answered. */
export async function listenToEvents(
  url: string,
  headers: Record<string, string> = {},
): Promise<EventSubscription> {
  const request = get(url, { agent: false, headers: { accept: 'text/event-stream', ...headers } })
  const response = await responseTo(request)
  const subscription: EventSubscription = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events: [],
    heartbeats: 0,
    retry: null,
    lastId: '',
    ended: new Promise((resolve) => response.once('close', () => resolve(response.complete))),
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    leave: () => void request.destroy(),
  }
  let rest = ''
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) hear(subscription, block)
  })
  response.on('error', () => {})
  return subscription
}

async function responseTo(request: ReturnType<typeof get>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })
}

/** Parses events as in the HTML standard, as far as our server needs. */
function hear(subscription: EventSubscription, block: string): void {
  const fields = new Map(block.split('\n').map((line) => split(line)))
  const id = fields.get('id')
  if (id !== undefined) subscription.lastId = id
  const retry = fields.get('retry')
  if (retry !== undefined) subscription.retry = Number(retry)
  const data = fields.get('data')
  if (data === undefined) return
  const type = fields.get('event') ?? 'message'
  if (type === 'heartbeat') subscription.heartbeats += 1
  else subscription.events.push({ type, data: JSON.parse(data), id: subscription.lastId })
}

function split(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
}
