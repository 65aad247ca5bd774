import { z } from 'zod'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import type { NewAccessRequest } from '#proxy/base/store/flows/access-request-store.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { accessGrantedText, type RequestFacts } from './request-text.ts'

/** A request, as a job keeps it. */
export const requestPayloadSchema = z.object({ requestId: z.string() })

/** A message to one person, as a job keeps it. */
export const accessMessageSchema = z.object({
  text: z.object({
    title: z.string(),
    lines: z.array(z.object({ key: z.string(), name: z.string(), value: z.string() })).readonly(),
    text: z.string(),
    url: z.string(),
  }),
  /** The request that must still wait for a decision; null in a message about a decision. */
  requestId: z.string().nullable(),
})

export type AccessMessage = z.infer<typeof accessMessageSchema>

/** The job that notifies the people who decide on a request. */
export function accessRequestRow({ id, corpId, taskId, at }: NewAccessRequest): NewJob {
  return {
    corpId,
    kind: 'access-request',
    key: `access-request:${id}`,
    userId: null,
    taskId,
    payload: { requestId: id },
    dueAt: at,
  }
}

/** The job that tells the requester that they may see the flow. */
export function accessGrantedRow(
  frame: MessageFrame,
  granted: RequestFacts & { id: string; userId: string },
): NewJob {
  const { id, corpId, taskId, userId, at } = granted
  const payload: AccessMessage = { text: accessGrantedText(frame, granted), requestId: null }
  const key = `access-granted:${id}`
  return { corpId, kind: 'access-message', key, userId, taskId, payload, dueAt: at }
}
