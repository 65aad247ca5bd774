import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The server's end of one WebSocket (RFC 6455), for texts alone. */
export type WebSocketPeer = {
  sendText: (text: string) => void
  /** Says goodbye; the connection ends when the client has answered. */
  close: () => void
  /** Cuts the connection. */
  destroy: () => void
}

export type WebSocketHandlers = { onText: (text: string) => void; onClose: () => void }

type Frame = { final: boolean; opcode: number; payload: Buffer; length: number }

const opcodes = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const
const largestPayload = 1024 * 1024

function payloadLength(buffer: Buffer): { length: number; at: number } | undefined {
  const short = (buffer[1] ?? 0) & 0x7f
  if (short < 126) return { length: short, at: 2 }
  if (short === 126) {
    return buffer.length < 4 ? undefined : { length: buffer.readUInt16BE(2), at: 4 }
  }
  return buffer.length < 10 ? undefined : { length: Number(buffer.readBigUInt64BE(2)), at: 10 }
}

/**
 * The first frame in the bytes, unmasked; undefined when it has not come in whole.
 *
 * @throws RangeError when it is larger than anything a client of ours sends
 */
function readFrame(buffer: Buffer): Frame | undefined {
  if (buffer.length < 2) return undefined
  const size = payloadLength(buffer)
  if (!size) return undefined
  if (size.length > largestPayload) throw new RangeError('The frame is too large.')
  const masked = ((buffer[1] ?? 0) & 0x80) !== 0
  const start = size.at + (masked ? 4 : 0)
  const length = start + size.length
  if (buffer.length < length) return undefined
  const payload = Buffer.from(buffer.subarray(start, length))
  if (masked) {
    const mask = buffer.subarray(size.at, start)
    for (let index = 0; index < payload.length; index += 1) {
      payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0)
    }
  }
  const first = buffer[0] ?? 0
  return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload, length }
}

function writeFrame(opcode: number, payload: Buffer): Buffer {
  const first = 0x80 | opcode
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload])
  const header = Buffer.alloc(payload.length < 65_536 ? 4 : 10)
  header[0] = first
  if (header.length === 4) {
    header[1] = 126
    header.writeUInt16BE(payload.length, 2)
  } else {
    header[1] = 127
    header.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  return Buffer.concat([header, payload])
}

function handshake(request: IncomingMessage): string {
  const key = request.headers['sec-websocket-key'] ?? ''
  const accept = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64')
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    '\r\n',
  ].join('\r\n')
}

/** Answers an upgrade request and speaks WebSocket on its socket from then on. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  { onText, onClose }: WebSocketHandlers,
): WebSocketPeer {
  let received = Buffer.alloc(0)
  let message = Buffer.alloc(0)

  function take(frame: Frame): void {
    if (frame.opcode === opcodes.close) socket.end(writeFrame(opcodes.close, frame.payload))
    else if (frame.opcode === opcodes.ping) socket.write(writeFrame(opcodes.pong, frame.payload))
    else if (frame.opcode === opcodes.text || frame.opcode === opcodes.continuation) {
      message = Buffer.concat([message, frame.payload])
      if (!frame.final) return
      onText(message.toString('utf8'))
      message = Buffer.alloc(0)
    }
  }

  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    try {
      for (let frame = readFrame(received); frame; frame = readFrame(received)) {
        received = received.subarray(frame.length)
        take(frame)
      }
    } catch {
      socket.destroy()
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', onClose)
  socket.write(handshake(request))

  return {
    sendText: (text) => socket.write(writeFrame(opcodes.text, Buffer.from(text))),
    close: () => socket.end(writeFrame(opcodes.close, Buffer.alloc(0))),
    destroy: () => socket.destroy(),
  }
}
