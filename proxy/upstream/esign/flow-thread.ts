import { z } from 'zod'
import { parseJson } from '#proxy/upstream/dingtalk/client/json-body.ts'
import { readReply } from '#proxy/upstream/dingtalk/client/reply.ts'
import { answerCalls } from '#proxy/base/threads/answer-calls.ts'
import { outlineOf } from './flow-outline.ts'
import { flowPayload } from './payloads/flow-payload.ts'
import { parsePayload, unwrap } from './wire/upstream-answer.ts'

// Reads large replies of `getFlow`, see `createLargeFlows`.

const questionSchema = z.object({
  taskId: z.string(),
  status: z.number(),
  secrets: z.array(z.string()),
  bytes: z.instanceof(Uint8Array),
  contentType: z.string(),
})

answerCalls((question) => {
  const { taskId, status, secrets, bytes, contentType } = questionSchema.parse(question)
  const body = parseJson(bytes, contentType)
  const payload = unwrap(readReply({ status, body }, secrets))
  if (payload === null) return { value: null }
  const flow = { taskId, ...parsePayload(flowPayload, payload) }
  const json = new TextEncoder().encode(JSON.stringify(flow))
  return { value: { outline: outlineOf(flow), json }, transfer: [json.buffer] }
})
