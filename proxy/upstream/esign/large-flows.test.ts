import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseJson } from '#proxy/upstream/dingtalk/client/json-body.ts'
import { readReply } from '#proxy/upstream/dingtalk/client/reply.ts'
import { flowReplyV1, flowReplyV2 } from '#proxy/testing/sample-replies.ts'
import { scriptOf } from '#proxy/base/threads/thread.ts'
import { outlineOf } from './flow-outline.ts'
import { createLargeFlows, LargeFlow, type LargeFlows } from './large-flows.ts'
import { flowPayload } from './payloads/flow-payload.ts'
import { parsePayload, unwrap } from './wire/upstream-answer.ts'

const json = 'application/json;charset=utf-8'

const logs = Array.from({ length: 3000 }, (_, index) => ({
  logType: String([1, 4, 8, 23, 99][index % 5]),
  operateDescription: `第 ${index} 次`,
  operateTime: index % 7 === 0 ? null : 1_618_302_600_000 + index,
  operatorAccountName: index % 2 === 0 ? '王五' : undefined,
}))

let large: LargeFlows

beforeAll(() => {
  large = createLargeFlows()
})

afterAll(() => large.close())

function replyOf(text: string, status = 200, contentType = json) {
  return { bytes: new TextEncoder().encode(text), status, contentType, secrets: ['a-token'] }
}

/** Reads a small reply on the event loop, without a thread. */
function readInline(reply: ReturnType<typeof replyOf>) {
  const body = parseJson(reply.bytes, reply.contentType)
  return unwrap(readReply({ status: reply.status, body }, reply.secrets))
}

describe('a large flow', () => {
  it.each([
    ['2.0', { ...flowReplyV2, logs }],
    ['1.0', { ...flowReplyV1, data: { ...flowReplyV1.data, logs } }],
    ['2.0, with entries that are none', { ...flowReplyV2, logs: [...logs, null, 'text', []] }],
  ])('of generation %s is read like a small one', async (_generation, body) => {
    const text = JSON.stringify(body)
    const read = await large.read('PRO-1', replyOf(text))
    if (!(read instanceof LargeFlow)) throw new Error('nothing was read')
    const payload = readInline(replyOf(text))
    const flow = { taskId: 'PRO-1', ...parsePayload(flowPayload, payload) }
    expect(Buffer.from(read.json).toString()).toBe(JSON.stringify(flow))
    expect(read.outline).toEqual(outlineOf(flow))
    expect(read.outline.logs.length).toBeLessThan(flow.logs.length / 5)
  })

  it('without a flow is answered like an empty reply', async () => {
    const text = JSON.stringify({ code: 0, message: 'x'.repeat(200_000), data: null })
    expect(await large.read('PRO-1', replyOf(text))).toEqual({ data: null })
  })

  it.each([
    ['broken off', replyOf(JSON.stringify({ ...flowReplyV2, logs }).slice(0, -10))],
    ['not JSON', replyOf('x'.repeat(200_000))],
    ['no object', replyOf(JSON.stringify('x'.repeat(200_000)))],
    ['a list', replyOf(JSON.stringify(logs))],
    ['nested without end', replyOf('['.repeat(200_000))],
    ['nested to the end', replyOf(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['in bytes that are no text', { ...replyOf(''), bytes: new Uint8Array(200_000).fill(0xff) }],
    ['a page that refuses us', replyOf(`<html>punish${' '.repeat(200_000)}</html>`)],
    ['a refusal', replyOf(JSON.stringify({ code: 'flowNotExists', message: 'no', logs }), 400)],
    ['a refusal with a secret', replyOf(JSON.stringify({ code: 'x', message: 'a-token', logs }))],
    ['an invalid token', replyOf(JSON.stringify({ errcode: 40014, errmsg: 'no', logs }))],
    ['a limit', replyOf(JSON.stringify({ errcode: 90018, errmsg: 'no', logs }))],
    ['a fault', replyOf(JSON.stringify({ logs }), 503)],
    ['a redirect', replyOf(JSON.stringify({ logs }), 302)],
  ])('that is %s fails like a small one', async (_what, reply) => {
    const { bytes } = reply
    const expected = await Promise.resolve()
      .then(() => parsePayload(flowPayload, readInline(reply)))
      .then(
        () => null,
        (error: unknown) => error,
      )
    if (!(expected instanceof Error)) throw new Error('it does not fail')
    const copy = { ...reply, bytes: bytes.slice() }
    const failure: unknown = await large.read('PRO-1', copy).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(expected.constructor)
    expect(failure).toEqual(expected)
    expect(failure).toMatchObject({ name: expected.name, message: expected.message })
  })

  it('is an upstream failure when it crashes the thread, and the next one is read', async () => {
    const script = new URL('./testing/crashing-flow-thread.ts', import.meta.url)
    const crashing = createLargeFlows(scriptOf(script))
    await expect(crashing.read('PRO-CRASH', replyOf('{}'))).rejects.toMatchObject({
      code: 'upstream-unavailable',
      cause: { name: 'ThreadEnded' },
    })
    const text = JSON.stringify(flowReplyV2)
    expect(await crashing.read('PRO-1', replyOf(text))).toBeInstanceOf(LargeFlow)
    await crashing.close()
  })
})
