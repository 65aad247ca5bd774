import { mostReceivers, type WorkNotification } from '#proxy/dingtalk/messages/work-notification.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import { toFlowFacts } from '#proxy/flows/read/flow-facts.ts'
import type { MessageFrame } from '#proxy/flows/remind/reminder-text.ts'
import type { Logger } from '#proxy/log.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { FlowRegistry, Generation } from '#proxy/store/flows/flow-types.ts'
import { letInText, requestText, type RequestFacts } from './request-text.ts'

/** Tells people of requests by work notifications. Nobody waits for it, and it never fails. */
export type RequestNotifier = {
  /** Who may decide is told, once, if there is such a flow. */
  asked(request: Omit<RequestFacts, 'title'>): void
  /** @param userId of who may see the flow now */
  letIn(request: RequestFacts, userId: string): void
}

export type RequestNotifierParts = {
  frame: MessageFrame
  registry: Pick<FlowRegistry, 'find' | 'recordReading'>
  flows: Pick<FlowReader, 'read'>
  /** User ids of a corp's admins. */
  adminsOf: (corpId: string) => Promise<readonly string[]>
  /** Null where the app cannot send what it likes; then requests wait on our pages alone. */
  send:
    ((corpId: string, userIds: readonly string[], text: WorkNotification) => Promise<void>) | null
  generation: Generation
  log: Pick<Logger, 'warn'>
}

export function createRequestNotifier(parts: RequestNotifierParts): RequestNotifier {
  const { frame, registry, flows, adminsOf, send, generation, log } = parts

  /** The flow's title and initiator; null where there is none, which e签宝 is asked of an unknown one. */
  async function flowOf(corpId: string, taskId: string) {
    const known = await registry.find(corpId, taskId)
    if (known !== null) return { title: known.title, initiator: known.initiator.userId }
    try {
      const reading = await flows.read(corpId, taskId)
      await registry.recordReading(corpId, toFlowFacts(reading, generation))
      return { title: reading.flow.title, initiator: null }
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'flow-not-found') return null
      throw error
    }
  }

  async function tell(request: Omit<RequestFacts, 'title'>): Promise<void> {
    const { corpId, taskId } = request
    const flow = await flowOf(corpId, taskId)
    if (flow === null || send === null) return
    const { title, initiator } = flow
    const deciders = initiator === null ? await adminsOf(corpId) : [initiator]
    if (deciders.length === 0) return
    await send(corpId, deciders.slice(0, mostReceivers), requestText(frame, { ...request, title }))
  }

  return {
    asked(request) {
      const { corpId, taskId } = request
      tell(request).catch((err: unknown) => {
        log.warn({ corpId, taskId, err }, 'nobody is told who asks to see a flow')
      })
    },
    letIn(request, userId) {
      const { corpId, taskId } = request
      send?.(corpId, [userId], letInText(frame, request)).catch((err: unknown) => {
        log.warn({ corpId, taskId, userId, err }, 'not told that they may see a flow')
      })
    },
  }
}
