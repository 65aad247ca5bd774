import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { sandboxCorpId, thirdPartyApp } from './credentials.ts'
import { startSandbox } from './listen.ts'
import { textOf } from './testing/sandbox-client.ts'

function getWithBody(url: string, token: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'GET',
      headers: {
        'x-acs-dingtalk-access-token': token,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    })
    sent.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function fetchText(url: string, name: string, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init)
  return textOf({ status: response.status, body: await response.json() }, name)
}

function corpToken(url: string): Promise<string> {
  const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
  const body = JSON.stringify({ suiteKey, suiteSecret, suiteTicket, authCorpId: sandboxCorpId })
  return fetchText(`${url}/v1.0/oauth2/corpAccessToken`, 'accessToken', { method: 'POST', body })
}

it('reads the body that generation 1.0 sends with a GET', async () => {
  const { url, close } = await startSandbox()
  const token = await corpToken(url)
  const address = `${url}/v1.0/esign/developers/create`
  expect(await getWithBody(address, token, '{"redirectUrl": "nowhere"}')).toBe(400)
  const good = '{"redirectUrl": "http://127.0.0.1:9/notices"}'
  expect(await getWithBody(address, token, good)).toBe(200)
  await close()
})

it('has seal pictures on the origin that was called, or on its public origin', async () => {
  const pictureOf = async (running: { url: string; close: () => Promise<void> }) => {
    const headers = { 'x-acs-dingtalk-access-token': await corpToken(running.url) }
    const path = '/v2.0/esign/approvals/PRO-SANDBOX-SEAL-APPROVAL'
    const body = await (await fetch(running.url + path, { headers })).text()
    await running.close()
    return /"sealIdImg":"([^"]+)"/.exec(body)?.[1]
  }
  const plain = await startSandbox()
  expect(await pictureOf(plain)).toBe(`${plain.url}/_sandbox/pages/seal.svg`)
  const published = await startSandbox({ publicUrl: 'https://app.test' })
  expect(await pictureOf(published)).toBe('https://app.test/_sandbox/pages/seal.svg')
})

it('rejects when the port is taken', async () => {
  const { url, close } = await startSandbox()
  await expect(startSandbox({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE')
  await close()
})

it.each([
  ['without a ticket', '/_sandbox/stream'],
  ['to what is no address', '//'],
])('refuses an upgrade %s, and does not wait for the client to close', async (_what, path) => {
  const { url, close } = await startSandbox()
  const upgrade = `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`
  const open = async () => {
    const socket = connect({ port: Number(new URL(url).port), allowHalfOpen: true })
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(upgrade)
    return socket
  }
  // An error that nothing handles fails the test.
  const reset = await open()
  reset.resetAndDestroy()
  const staying = await open()
  const [answer]: unknown[] = await once(staying, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /)
  // It keeps its side open until the sandbox has stopped.
  await close()
  staying.destroy()
})
