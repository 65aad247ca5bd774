import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { brotliCompressSync } from 'node:zlib'
import type { SignInAnswer } from '#shared/schemas/session.ts'
import { listen } from '#proxy/testing/listen.ts'

/**
 * Runs in the page: requests an auth code from the client, gets the flow with the sign-in, shows
 * the status.
 */
const script = `
const corpId = new URLSearchParams(location.search).get('corpId')
const ask = 'runtime.permission.requestAuthCodeV2'
const params = { corpId, clientId: 'limit' }
const show = async ({ code }) => {
  const taskId = location.pathname.split('/').pop()
  const answer = await fetch('/sign-in', { method: 'POST', body: JSON.stringify({ authCode: code, taskId }) })
  const { flow } = await answer.json()
  document.querySelector('[data-testid=flow-status]').textContent = flow.ok.flow.status
}
const fail = (error) => { throw error }
if (window.nuva) {
  nuva.require()(show, fail, 'runtime.permission', 'requestAuthCodeV2', params)
} else {
  addEventListener('message', ({ data }) => { if (data.type === 'response') show(data.body) })
  postMessage({ msgId: 1, methodName: ask, body: params }, 'https://im.dingtalk.com')
}
`

const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>合同进度</title>
<link rel="icon" href="data:,">
<p data-testid="flow-status"></p>
<script type="module">${script}</script>
`

/**
 * The `limit`: one page with an inline script, and one call that makes one upstream call.
 * @param answers to the call, by task id
 */
export async function startLimitOrigin(
  answers: ReadonlyMap<string, SignInAnswer>,
  upstreamMs: number,
): Promise<{ url: string; close(): void }> {
  const document = brotliCompressSync(page)
  const compressed = new Map(
    [...answers].map(([taskId, answer]) => [taskId, brotliCompressSync(JSON.stringify(answer))]),
  )
  const server = createServer((request, response) => {
    void reply()
    async function reply(): Promise<void> {
      const isPage = request.method === 'GET'
      const body = isPage ? document : await signIn(await text(request))
      response.writeHead(body ? 200 : 404, {
        'content-type': isPage ? 'text/html' : 'application/json',
        'content-encoding': 'br',
        'content-length': body?.length ?? 0,
        'cache-control': 'no-store',
      })
      response.end(body)
    }
  })
  async function signIn(body: string) {
    const { taskId }: { taskId: string } = JSON.parse(body)
    await delay(upstreamMs)
    return compressed.get(taskId)
  }
  return {
    url: await listen(server),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
