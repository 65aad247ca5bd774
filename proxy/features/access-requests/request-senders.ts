import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { toFlowUpdate } from '#proxy/features/flows/read/flow-update.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { sendToOne } from '#proxy/features/messages/send-to-one.ts'
import type { Messenger } from '#proxy/features/messages/messenger.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { AccessRequestStore } from '#proxy/base/store/flows/access-request-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { accessMessageSchema, requestPayloadSchema, type AccessMessage } from './request-rows.ts'
import { requestText } from './request-text.ts'

export type RequestSenderDeps = {
  times: Pick<CorpTimes, 'frameOf'>
  registry: Pick<FlowStore, 'find' | 'recordReading'>
  requests: Pick<AccessRequestStore, 'find' | 'passToAdmins'>
  flows: Pick<FlowReader, 'read'>
  events: Pick<Events, 'publish'>
  /** User ids of a corp's admins. */
  adminsOf: (corpId: string) => Promise<readonly string[]>
  /** Whether a message can reach this person. @throws ProblemError if that is unknown */
  isReachable: (corpId: string, userId: string) => Promise<boolean>
}

/** Admins notified of one request. */
const maxAdmins = 20

/**
 * Notifies the people who decide on a request, on open pages and by message, if the flow exists.
 */
export function createRequestSender(deps: RequestSenderDeps): Sender {
  const { times, registry, requests, flows, events, adminsOf, isReachable } = deps

  /** Reads a flow that the registry does not have from e签宝. @returns whether it exists */
  async function isFlow(corpId: string, taskId: string): Promise<boolean> {
    if ((await registry.find(corpId, taskId)) !== null) return true
    try {
      const reading = await flows.read(corpId, taskId)
      await registry.recordReading(corpId, toFlowUpdate(reading))
      return true
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'flow-not-found') return false
      throw error
    }
  }

  return {
    isRepeatable: true,
    disturbs: () => false,
    async run({ corpId, taskId, key, payload }, { now }) {
      if (taskId === null || !(await isFlow(corpId, taskId))) return { dropped: 'no-flow' }
      const { requestId } = requestPayloadSchema.parse(payload)
      const request = await requests.find(corpId, requestId)
      if (request?.state !== 'open') return { dropped: 'decided' }
      const { initiatorUserId, title, name } = request
      const isInitiatorReachable =
        initiatorUserId !== null && (await isReachable(corpId, initiatorUserId))
      const initiator = isInitiatorReachable ? initiatorUserId : null
      if (initiator !== initiatorUserId) await requests.passToAdmins(corpId, requestId)
      await events.publish({ type: 'access-requested', corpId, taskId, initiator })
      const deciders = initiator === null ? await adminsOf(corpId) : [initiator]
      const frame = await times.frameOf(corpId)
      const text = requestText(frame, { corpId, taskId, title, name, at: now })
      const message: AccessMessage = { text, requestId }
      const of = { corpId, kind: 'access-message', taskId, payload: message, dueAt: now }
      const put = deciders.slice(0, maxAdmins).map((userId): NewJob => {
        return { ...of, key: `${key}:${userId}`, userId }
      })
      return { put }
    },
  }
}

/** Sends one person a message about a pending or a granted request. */
export function createAccessMessageSender(
  messenger: Pick<Messenger, 'prepare'>,
  requests: Pick<AccessRequestStore, 'find'>,
): Sender {
  return {
    isRepeatable: false,
    disturbs: () => true,
    async run(row, call) {
      const { corpId, userId, payload } = row
      if (userId === null) return { dropped: 'no-person' }
      const { text, requestId } = accessMessageSchema.parse(payload)
      if (requestId !== null && (await requests.find(corpId, requestId))?.state !== 'open')
        return { dropped: 'decided' }
      return sendToOne(messenger, row, { userId, text, bar: null }, call)
    },
  }
}
