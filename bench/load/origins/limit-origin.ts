import { setTimeout as delay } from 'node:timers/promises'
import type { SignInAnswer } from '#shared/schemas/session.ts'
import { brotli, json, startPlainOrigin, type PlainOrigin } from './plain-origin.ts'

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
export function startLimitOrigin(
  answers: ReadonlyMap<string, SignInAnswer>,
  upstreamMs: number,
): Promise<PlainOrigin> {
  const document = brotli('text/html', page)
  const compressed = new Map([...answers].map(([taskId, answer]) => [taskId, json(answer)]))
  return startPlainOrigin(async ({ method, path, body }) => {
    if (method === 'GET') return document
    if (path !== '/sign-in') return null
    const { taskId }: { taskId: string } = JSON.parse(body)
    await delay(upstreamMs)
    return compressed.get(taskId) ?? null
  })
}
