import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import type { StreamEvent, World } from '../state.ts'
import type { WebSocketPeer } from './websocket.ts'
import { acceptWebSocket } from './websocket.ts'

const ticketValidMs = 90_000
const repeatAfterMs = 60_000

/** Path on which clients connect; on the real service a host of its own. */
export const streamPath = '/_sandbox/stream'

/** Pushes events over WebSockets that apps open (Stream mode). */
export type StreamGateway = {
  /** A ticket for one connection of an app, valid for a short time. */
  issueTicket: (clientId: string) => string
  /** Takes over an upgrade request. One without a good ticket is refused with 401. */
  upgrade: (request: IncomingMessage, socket: Duplex) => void
  /** Sends an event, repeated until the app acknowledges it; kept while the app is not connected. */
  push: (event: Pick<StreamEvent, 'clientId' | 'corpId' | 'eventType' | 'data'>) => StreamEvent
  /** Tells every client to connect anew, and hangs up. */
  disconnect: () => void
  /** Cuts all connections. */
  close: () => void
}

type Connection = { id: string; clientId: string; peer: WebSocketPeer }

const acknowledgement = z.object({
  code: z.number(),
  headers: z.object({ messageId: z.string() }),
  data: z.string().optional(),
})

/** Whether a client's answer says that it has dealt with the event. */
function isSuccess({ code, data }: z.infer<typeof acknowledgement>): boolean {
  if (code !== 200) return false
  try {
    const parsed = z.object({ status: z.string() }).safeParse(JSON.parse(data ?? ''))
    return parsed.success && parsed.data.status === 'SUCCESS'
  } catch {
    return false
  }
}

/** A gateway without connections. */
export function createStreamGateway(world: World): StreamGateway {
  const tickets = new Map<string, { clientId: string; expiresAt: number }>()
  const connections = new Set<Connection>()

  function sendSystem(connection: Connection, topic: string): void {
    const headers = {
      topic,
      contentType: 'application/json',
      messageId: randomUUID(),
      connectionId: connection.id,
      time: String(world.now()),
    }
    connection.peer.sendText(
      JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data: '{}' }),
    )
  }

  function deliver(event: StreamEvent): void {
    const connection = [...connections].find(({ clientId }) => clientId === event.clientId)
    if (!connection || event.outcome === 'acknowledged') return
    event.deliveries += 1
    const headers = {
      topic: '*',
      contentType: 'application/json',
      messageId: event.eventId,
      connectionId: connection.id,
      time: String(world.now()),
      eventType: event.eventType,
      eventId: event.eventId,
      eventBornTime: String(event.bornAt),
      eventCorpId: event.corpId,
      eventUnifiedAppId: event.clientId,
    }
    const data = JSON.stringify(event.data)
    connection.peer.sendText(JSON.stringify({ specVersion: '1.0', type: 'EVENT', headers, data }))
    const repeat = setTimeout(() => deliver(event), repeatAfterMs * world.waitScale)
    repeat.unref()
    world.state.stop.signal.addEventListener('abort', () => clearTimeout(repeat), { once: true })
  }

  function take(text: string): void {
    const answer = acknowledgement.safeParse(JSON.parse(text))
    if (!answer.success || !isSuccess(answer.data)) return
    const { messageId } = answer.data.headers
    const event = world.state.events.find(({ eventId }) => eventId === messageId)
    if (event) event.outcome = 'acknowledged'
  }

  return {
    issueTicket(clientId) {
      const ticket = randomUUID()
      tickets.set(ticket, { clientId, expiresAt: world.now() + ticketValidMs })
      return ticket
    },

    upgrade(request, socket) {
      const url = new URL(request.url ?? '', 'http://sandbox')
      const ticket = url.searchParams.get('ticket') ?? ''
      const entry = tickets.get(ticket)
      tickets.delete(ticket)
      if (url.pathname !== streamPath || !entry || entry.expiresAt <= world.now()) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      const peer = acceptWebSocket(request, socket, {
        onText: take,
        onClose: () => connections.delete(connection),
      })
      const connection: Connection = { id: randomUUID(), clientId: entry.clientId, peer }
      connections.add(connection)
      sendSystem(connection, 'CONNECTED')
      sendSystem(connection, 'REGISTERED')
      for (const event of world.state.events) if (event.deliveries === 0) deliver(event)
    },

    push(what) {
      const event: StreamEvent = {
        ...what,
        eventId: randomUUID(),
        bornAt: world.now(),
        deliveries: 0,
        outcome: 'pending',
      }
      world.state.events.push(event)
      deliver(event)
      return event
    },

    disconnect() {
      for (const connection of connections) {
        sendSystem(connection, 'disconnect')
        connection.peer.close()
      }
    },

    close() {
      for (const connection of connections) connection.peer.destroy()
    },
  }
}
