import type { Socket } from 'node:net'
import { createMiddleware } from 'hono/factory'
import { connectionOf, type AppEnv } from './app-env.ts'

/**
 * What is read and thrown away after an answer that did not need it. If a connection were closed
 * while the client still sends, the client might lose the answer.
 */
const lingerMs = 10_000
const lingerBytes = 64 * 1024 * 1024

/** A rest that is surely on its way already, and costs less than a new connection. */
const smallBody = 64 * 1024

/**
 * Says in an answer given before the whole request has arrived that the connection ends with it,
 * and lets the client finish within bounds.
 */
export const closeAfterEarlyAnswer = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const incoming = connectionOf(c)?.incoming
  if (incoming === undefined || incoming.complete) return
  if (Number(incoming.headers['content-length'] ?? Infinity) <= smallBody) return
  c.header('connection', 'close')
  lingerAtEnd(incoming.socket)
})

/** Node ends a connection that was announced to close with `destroySoon`. */
function lingerAtEnd(socket: Socket): void {
  let isLingering = false
  socket.destroySoon = () => {
    if (isLingering || socket.destroyed) return
    isLingering = true
    const timer = setTimeout(() => socket.destroy(), lingerMs)
    timer.unref()
    let bytes = 0
    // What still comes belongs to no request.
    socket.removeAllListeners('data')
    socket.on('data', (chunk) => {
      bytes += chunk.length
      if (bytes > lingerBytes) socket.destroy()
    })
    socket.once('close', () => clearTimeout(timer))
    socket.once('end', () => socket.destroy())
    socket.end()
    socket.resume()
  }
}
