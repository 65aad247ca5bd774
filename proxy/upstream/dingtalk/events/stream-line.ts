import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { Agent, buildConnector, ping, WebSocket } from 'undici'

export type StreamLine = {
  /** Sends a text; does nothing after the line has ended. */
  send(text: string): void
  /** Closes it from our side, without calling `onEnd`. */
  close(): void
}

export type LineTimes = {
  openMs: number
  /** A ping is sent after this much silence, in milliseconds. */
  silentMs: number
  pongMs: number
}

export const defaultLineTimes: LineTimes = { openMs: 5_000, silentMs: 30_000, pongMs: 10_000 }

export type LineHandlers = {
  onOpen: () => void
  onText: (text: string) => void
  /** Anything arrived, including a pong. */
  onSign: () => void
  /** The line has ended, or failed to open; called once. @param why without secrets */
  onEnd: (why: string) => void
}

const pongChannel = 'undici:websocket:pong'

/**
 * Pings, as a connection can be lost silently.
 * @param address `ws:` or `wss:`, with the ticket, which is secret
 */
export function openStreamLine(
  address: string,
  handlers: LineHandlers,
  times: LineTimes = defaultLineTimes,
): StreamLine {
  const connect = buildConnector({ timeout: times.openMs })
  let connection: Socket | null = null
  const agent = new Agent({
    connect(options, callback) {
      connect(options, (...result) => {
        const [, socket] = result
        connection = socket
        if (hasEnded) socket?.destroy()
        callback(...result)
      })
    },
  })
  let hasEnded = false
  let timer: NodeJS.Timeout | undefined = setTimeout(
    () => end('it did not open in time'),
    times.openMs,
  )
  const socket = new WebSocket(address, { dispatcher: agent })

  function hearPong(message: unknown): void {
    const isOurs =
      typeof message === 'object' &&
      message !== null &&
      'websocket' in message &&
      message.websocket === socket
    if (isOurs) sign()
  }

  function sign(): void {
    if (hasEnded) return
    watch()
    handlers.onSign()
  }

  function watch(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = setTimeout(() => end('it fell silent'), times.pongMs)
      ping(socket)
    }, times.silentMs)
  }

  function destroy(): void {
    hasEnded = true
    clearTimeout(timer)
    unsubscribe(pongChannel, hearPong)
    // No closing handshake, as it needs a live peer.
    setImmediate(() => connection?.destroy())
    agent.destroy().catch(() => {})
  }

  function end(why: string): void {
    if (hasEnded) return
    destroy()
    handlers.onEnd(why)
  }

  subscribe(pongChannel, hearPong)
  socket.addEventListener('open', () => {
    if (hasEnded) return
    watch()
    handlers.onOpen()
  })
  socket.addEventListener('message', ({ data }: { data: unknown }) => {
    sign()
    if (!hasEnded && typeof data === 'string') handlers.onText(data)
  })
  // The error's message may contain the address.
  socket.addEventListener('error', () => end('it broke'))
  socket.addEventListener('close', ({ code }) => end(`it was closed (${code})`))

  return {
    send(text) {
      if (!hasEnded && socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close() {
      if (hasEnded) return
      if (socket.readyState === WebSocket.OPEN) socket.close()
      destroy()
    },
  }
}

/** The gateway's endpoint with the ticket, which may contain any character. */
export function addressOf(endpoint: string, ticket: string): string {
  if (!/^wss?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    throw new Error('The gateway of DingTalk returned no address.')
  }
  const separator = endpoint.includes('?') ? '&' : '?'
  return `${endpoint}${separator}ticket=${encodeURIComponent(ticket)}`
}

/**
 * Opens a line and closes it at once.
 * @returns null if it opened, or else why it did not, without secrets
 * @throws Error if the gateway gave no address
 */
export function tryStreamLine(endpoint: string, ticket: string): Promise<string | null> {
  const address = addressOf(endpoint, ticket)
  return new Promise((resolve) => {
    const line = openStreamLine(address, {
      onOpen() {
        line.close()
        resolve(null)
      },
      onText() {},
      onSign() {},
      onEnd: resolve,
    })
  })
}
