import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { StreamEvent, World } from '#sandbox/state/state.ts'
import { type LineFault, takeLineFault } from '#sandbox/state/line-faults.ts'

const ticketValidMs = 90_000
const repeatAfterMs = 60_000
/** How long a connection stays open after `disconnect` was sent on it. */
const hangUpAfterMs = 10_000

/** Path on which clients connect; the real service has a separate host for it. */
export const streamPath = '/_sandbox/stream'

/** Pushes events over WebSockets that apps open (Stream mode). */
export type StreamGateway = {
  /**
   * A ticket for one connection of an app, valid for a short time.
   * @param hasRobot whether the connection gets messages to the app's robot
   */
  issueTicket: (clientId: string, hasRobot?: boolean) => string
  /** Accepts a WebSocket upgrade. One without a valid ticket is refused with 401. */
  upgrade: (request: IncomingMessage, socket: Duplex, head?: Buffer) => void
  /** Again until the app acknowledges it. While the app is not connected, the event is kept. */
  push: (event: PushedEvent) => StreamEvent
  /** Sends one of an app's connections a message to its robot, once; the answer is noted. */
  call: (clientId: string, topic: string, data: unknown, msgId: string) => void
  /** Sends the events that no connection was sent, as those of the seeds after a reset. */
  sendWaiting: () => void
  /** Adds a fault, which happens at once or to what is sent next; see `lineFaultSchema`. */
  addFault: (fault: LineFault) => void
  /** Tells every client to reconnect, sends it nothing more, and hangs up ten seconds later. */
  disconnect: () => void
  connections: () => { id: string; clientId: string; hasRobot: boolean }[]
  close: () => void
}

export type PushedEvent = Pick<StreamEvent, 'clientId' | 'corpId' | 'eventType' | 'data'> & {
  eventId?: string | undefined
  bornAt?: number | undefined
}

type Connection = {
  id: string
  clientId: string
  socket: WebSocket
  hasRobot: boolean
  /** False once `disconnect` was sent: no event is sent after it. */
  isServed: boolean
  /** True after a `half-open` fault: nothing gets through in either direction. */
  isSilent: boolean
}

type Entry = { clientId: string; hasRobot: boolean }

const acknowledgement = z.object({
  code: z.literal(200),
  headers: z.object({ messageId: z.string() }),
  data: z.unknown().optional(),
})

const callAnswer = z.object({ code: z.number(), headers: z.object({ messageId: z.string() }) })

const laterStatus = z.object({ status: z.literal('LATER') })

/**
 * Null for any other frame. DingTalk's client for Node sends a status as `data`, its client for
 * Python the event's own content.
 */
function acknowledgedBy(text: string): string | null {
  const answer = acknowledgement.safeParse(parseJsonObject(text))
  if (!answer.success) return null
  const { headers, data } = answer.data
  const content = typeof data === 'string' ? parseJsonObject(data) : data
  return laterStatus.safeParse(content).success ? null : headers.messageId
}

export function createStreamGateway(world: World): StreamGateway {
  const server = new WebSocketServer({ noServer: true, maxPayload: 256 * 1024 })
  const tickets = new Map<string, { clientId: string; hasRobot: boolean; expiresAt: number }>()
  const connections = new Set<Connection>()
  /** Sends the event that a `swap` fault holds back until the next one is sent. */
  let held: (() => void) | null = null
  let turn = 0

  function later(work: () => void, ms: number): void {
    const { signal } = world.state.stop
    const timer = setTimeout(() => {
      if (!signal.aborted) work()
    }, ms)
    timer.unref()
  }

  function send({ isSilent, socket }: Connection, text: string): void {
    if (!isSilent) socket.send(text)
  }

  function sendSystem(connection: Connection, topic: string, data: string): void {
    const headers = {
      topic,
      contentType: 'application/json',
      messageId: randomUUID(),
      connectionId: connection.id,
      time: String(world.now()),
    }
    send(connection, JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data }))
  }

  function sendEvent(connection: Connection, event: StreamEvent, isEmpty = false): void {
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
      ...(isEmpty ? { errCode: '20001' } : {}),
    }
    const data = isEmpty ? '' : JSON.stringify(event.data)
    send(connection, JSON.stringify({ specVersion: '1.0', type: 'EVENT', headers, data }))
  }

  function sendFaulty(connection: Connection, event: StreamEvent): void {
    const fault = takeLineFault(world.state.lineFaults, 'drop', 'double', 'delay', 'swap', 'quota')
    const sendIt = () => sendEvent(connection, event, fault?.kind === 'quota')
    const before = held
    held = null
    if (fault?.kind === 'swap') held = sendIt
    else if (fault?.kind === 'delay') later(sendIt, fault.delayMs)
    else if (fault?.kind !== 'drop') sendIt()
    if (fault?.kind === 'double') sendIt()
    before?.()
  }

  /** An event goes to one of the app's connections, as with DingTalk; here they take turns. */
  function deliver(event: StreamEvent): void {
    if (event.outcome === 'acknowledged') return
    later(() => deliver(event), repeatAfterMs * world.waitScale)
    const able = [...connections].filter(
      ({ clientId, isServed }) => isServed && clientId === event.clientId,
    )
    turn += 1
    const connection = able[turn % able.length]
    if (connection === undefined) return
    event.deliveries += 1
    sendFaulty(connection, event)
  }

  function sendWaiting(): void {
    for (const event of world.state.events) if (event.deliveries === 0) deliver(event)
  }

  function noteAnswer(text: string): void {
    const { code, headers } = callAnswer.safeParse(parseJsonObject(text)).data ?? {}
    const frame = world.state.robotFrames.find((sent) => sent.messageId === headers?.messageId)
    if (frame !== undefined) frame.code = code ?? null
  }

  function take(text: string): void {
    noteAnswer(text)
    const eventId = acknowledgedBy(text)
    const event = world.state.events.find((sent) => sent.eventId === eventId)
    if (event === undefined) return
    if (takeLineFault(world.state.lineFaults, 'lost-answer')) return
    event.outcome = 'acknowledged'
  }

  function accept(socket: WebSocket, { clientId, hasRobot }: Entry): void {
    const connection: Connection = {
      id: randomUUID(),
      clientId,
      socket,
      hasRobot,
      isServed: true,
      isSilent: false,
    }
    connections.add(connection)
    socket.on('message', (message: Buffer) => take(message.toString('utf8')))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => connections.delete(connection))
    sendSystem(connection, 'CONNECTED', '{}')
    sendSystem(connection, 'REGISTERED', '{}')
    sendWaiting()
  }

  return {
    issueTicket(clientId, hasRobot = false) {
      // Letters and digits: DingTalk's own client for Node does not percent-encode a ticket.
      const ticket = randomUUID().replaceAll('-', '')
      tickets.set(ticket, { clientId, hasRobot, expiresAt: world.now() + ticketValidMs })
      return ticket
    },

    upgrade(request, socket, head = Buffer.alloc(0)) {
      // Node handles no errors of an upgraded socket, and an unhandled one ends the process.
      socket.on('error', () => socket.destroy())
      // Not `new URL`, which throws for a path such as `//`.
      const [path, query] = (request.url ?? '').split('?', 2)
      const ticket = new URLSearchParams(query).get('ticket') ?? ''
      const entry = tickets.get(ticket)
      tickets.delete(ticket)
      const isGood = path === streamPath && entry && entry.expiresAt > world.now()
      if (!isGood || takeLineFault(world.state.lineFaults, 'refuse')) {
        // A client that never closes its side would keep the socket.
        socket.once('finish', () => socket.destroy())
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, (opened) => accept(opened, entry))
    },

    push(what) {
      const event: StreamEvent = {
        ...what,
        eventId: what.eventId ?? randomUUID(),
        bornAt: what.bornAt ?? world.now(),
        deliveries: 0,
        outcome: 'pending',
      }
      world.state.events.push(event)
      deliver(event)
      return event
    },

    call(clientId, topic, data, msgId) {
      const able = [...connections].filter(
        (open) => open.isServed && open.hasRobot && open.clientId === clientId,
      )
      turn += 1
      const connection = able[turn % able.length]
      if (connection === undefined) return
      const messageId = randomUUID()
      world.state.robotFrames.push({ messageId, msgId, code: null })
      const headers = {
        topic,
        contentType: 'application/json',
        messageId,
        connectionId: connection.id,
        time: String(world.now()),
      }
      const frame = { specVersion: '1.0', type: 'CALLBACK', headers, data: JSON.stringify(data) }
      send(connection, JSON.stringify(frame))
    },

    sendWaiting,

    addFault(fault) {
      if (fault.kind === 'cut') for (const { socket } of connections) socket.terminate()
      else if (fault.kind === 'half-open') {
        for (const connection of connections) {
          connection.isSilent = true
          connection.socket.pause()
        }
      } else if (fault.kind === 'garbage') {
        for (const connection of connections) send(connection, fault.text)
      } else world.state.lineFaults.push({ ...fault })
    },

    disconnect() {
      for (const connection of connections) {
        if (!connection.isServed) continue
        connection.isServed = false
        sendSystem(connection, 'disconnect', '{"reason":"connection is expired"}')
        const hangUp = () => {
          if (!connection.isSilent) connection.socket.close()
        }
        later(hangUp, hangUpAfterMs * world.waitScale)
      }
    },

    connections: () =>
      Array.from(connections, ({ id, clientId, hasRobot }) => ({ id, clientId, hasRobot })),

    close() {
      for (const { socket } of connections) socket.terminate()
      server.close()
    },
  }
}
