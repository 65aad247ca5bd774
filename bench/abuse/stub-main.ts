import { text } from 'node:stream/consumers'
import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { oldRefusal, refusal, userReply } from '#proxy/testing/sample-replies.ts'
import { listen } from '#proxy/testing/listen.ts'
import type { StubAnswer } from '#proxy/testing/stub-upstream.ts'
import { flowDetail, noApprovals, signing } from '#bench/proxy/stub-bodies.ts'
import { honestCorp, madeUp } from './names.ts'

// Plays DingTalk and e签宝 with DingTalk's rate limit: more than 20 calls of an API per second for
// one organisation are refused. Made-up organisations and auth codes are refused too.

const answerMs = 50
const callsInASecond = 20
/** In seconds; short, so that the honest people's token is renewed during every abuse. */
const tokenLifetime = 6

let calls = 0
let throttled = 0
const started = new Map<string, number[]>()

function isWithinLimit(lane: string): boolean {
  const now = performance.now()
  const times = (started.get(lane) ?? []).filter((at) => at > now - 1000)
  started.set(lane, times)
  if (times.length >= callsInASecond) return false
  times.push(now)
  return true
}

async function answerTo(request: IncomingMessage): Promise<StubAnswer> {
  const url = new URL(request.url ?? '', 'http://stub')
  const body = await bodyOf(request)
  if (url.pathname === '/v1.0/oauth2/corpAccessToken') {
    const corp = String(body['authCorpId'])
    if (!isWithinLimit('tokens')) return tooMany()
    if (corp.startsWith(madeUp)) return refusal('orgNotAuthApp', {}, 403)
    return { body: { accessToken: corp, expireIn: corp === honestCorp ? tokenLifetime : 7200 } }
  }
  const token = request.headers['x-acs-dingtalk-access-token']
  const corp = String(token ?? url.searchParams.get('access_token'))
  const api = url.pathname.split('/').slice(0, 4).join('/')
  if (!isWithinLimit(`${corp} ${api}`)) return tooMany()
  if (api.startsWith('/topapi/')) {
    const code = String(body['code'])
    if (code.startsWith(madeUp)) return oldRefusal('40078')
    const userid = code.split('/')[0]
    return { body: { ...userReply, result: { ...userReply.result, userid, sys_level: 0 } } }
  }
  if (api === '/v2.0/esign/flowTasks') return { body: flowDetail(0) }
  if (api === '/v2.0/esign/signTasks') return { body: signing }
  if (api === '/v2.0/esign/approvals') return { body: noApprovals }
  return { body: {} }
}

function tooMany(): StubAnswer {
  throttled += 1
  return refusal('Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi', {}, 403)
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const sent = await text(request)
  return sent.startsWith('{') ? JSON.parse(sent) : {}
}

const server = createServer((request, response) => {
  calls += 1
  void answerTo(request).then(async (answer) => {
    await delay(answerMs)
    if (!('body' in answer)) throw new Error('every answer here has a body')
    const headers = { 'content-type': 'application/json' }
    response.writeHead(answer.status ?? 200, headers).end(JSON.stringify(answer.body))
  })
})
server.keepAliveTimeout = 60_000
const url = await listen(server)

process.on('message', (question) => {
  if (question === 'url') process.send?.(url)
  else process.send?.({ calls, throttled })
})
