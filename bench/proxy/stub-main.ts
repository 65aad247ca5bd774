import { createServer, type ServerResponse } from 'node:http'
import { tokenReply, userReply } from '#proxy/testing/sample-replies.ts'
import { listen } from '#proxy/testing/listen.ts'
import { flowDetail, noApprovals, signing } from './stub-bodies.ts'
import type { StubOrder } from './stub.ts'

// Plays DingTalk and e签宝 with as little work as possible: all bodies are prepared.

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value))

const token = encoded(tokenReply)
/** Every sign-in is by a different person. */
let people = 0
const nextUser = () =>
  encoded({ ...userReply, result: { ...userReply.result, userid: `user${(people += 1)}` } })

const signers = encoded(signing)
const approvals = encoded(noApprovals)
/** Number of records added to the log. */
let growth = 0
let detail = encoded(flowDetail(20))
let delayMs = 0
let calls = 0
let detailCalls = 0

function bodyOf(path: string): Buffer {
  if (path.startsWith('/v2.0/esign/flowTasks/')) {
    detailCalls += 1
    return detail
  }
  if (path.startsWith('/v2.0/esign/signTasks/')) return signers
  if (path.startsWith('/v2.0/esign/approvals/')) return approvals
  return path.startsWith('/topapi/') ? nextUser() : token
}

function answer(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

const server = createServer((request, response) => {
  calls += 1
  const body = bodyOf(request.url ?? '')
  request.resume()
  if (delayMs === 0) answer(response, body)
  else setTimeout(answer, delayMs, response, body)
})
server.keepAliveTimeout = 60_000
const url = await listen(server)

process.on('message', (order: StubOrder) => {
  if (order === 'url') process.send?.(url)
  else if (order === 'counts') process.send?.({ calls, detailCalls })
  else {
    if (order === 'grow') detail = encoded(flowDetail(20 + (growth += 1)))
    else ({ delayMs } = order)
    process.send?.('done')
  }
})
