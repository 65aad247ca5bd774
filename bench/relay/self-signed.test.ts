import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:tls'
import { expect, it } from 'vitest'
import { portOf } from '#proxy/testing/listen.ts'
import { selfSigned } from './self-signed.ts'

it('makes a certificate for this machine, with the fingerprint of its key', async () => {
  const { cert, fingerprint } = await selfSigned()
  const certificate = new X509Certificate(cert)
  expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1')
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
  expect(fingerprint).toBe(createHash('sha256').update(key).digest('base64'))
})

it('serves a client that verifies it', async () => {
  const { key, cert } = await selfSigned()
  const server = createServer({ key, cert }, (socket) => socket.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect({ port: portOf(server), host: '127.0.0.1', ca: cert })
  socket.setEncoding('utf8')
  const [text] = await once(socket, 'data')
  expect(text).toBe('hello')
  expect(socket.authorized).toBe(true)
  socket.destroy()
  server.close()
})
