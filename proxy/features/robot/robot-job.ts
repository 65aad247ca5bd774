import type { EpochMs } from '#shared/rules/time.ts'
import { z } from 'zod'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import { onBehalfOf } from '#proxy/base/limits/requester.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { ClaimedJob } from '#proxy/base/store/jobs/job.ts'
import type { RobotStore } from '#proxy/base/store/jobs/robot-store.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Finder } from '#proxy/features/finder/finder.ts'
import type { Askers } from '#proxy/features/finder/askers.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CorpAdmission } from '#proxy/features/corp/corp-admission.ts'
import type { CorpStates } from '#proxy/features/corp/corp-states.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import { failureOf } from '#proxy/features/messages/failure.ts'
import { personRequester } from '#proxy/features/session/request-requester.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'
import type { RobotReply } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import {
  answerQuestion,
  failedReply,
  plainReply,
  subscriptionEndedReply,
  type RobotQuestion,
} from './robot-answer.ts'
import { ReplyNotSent, type SendRobotReply } from './robot-sender.ts'
import { languageOf } from './robot-words.ts'

const jobSchema = z.object({
  text: z.string().nullable(),
  isInGroup: z.boolean(),
  session: z.object({ url: z.string(), until: z.number() }).nullable(),
  /** Whether what stands in the message is known to be DingTalk's. */
  isSealed: z.boolean(),
  isQuotaSpent: z.boolean(),
})

/** Of earlier tries. */
const waysSchema = z.object({ session: z.number(), token: z.number() }).optional().catch(undefined)

/** A message to the robot, until it is answered. */
export type RobotJob = z.infer<typeof jobSchema>

export type RobotJobDeps = {
  book: Pick<RobotStore, 'countBefore'>
  askers: Pick<Askers, 'find'>
  finder: Finder
  admission: Pick<CorpAdmission, 'requireActive'>
  corpStates: Pick<CorpStates, 'of' | 'isStored'>
  auditLog: AuditLog
  times: Pick<CorpTimes, 'frameOf'>
  publicUrl: string
  send: SendRobotReply
  log: Pick<Logger, 'warn'>
  now: () => EpochMs
}

const minuteMs = 60_000
/** Answers to one person in a minute, or to all guests together, over all instances. */
export const maxPerMinute = 10

const pausesMs = [1000, 3000]
const maxTries = 3

/** Answers what people write to the robot. */
export function createRobotHandler(deps: RobotJobDeps): JobHandler {
  const { book, askers, finder, times, publicUrl, send, log } = deps
  const { admission, corpStates, auditLog } = deps

  /** Whether the organisation is one of ours and has not stopped the app. */
  async function isServed(corpId: string): Promise<boolean> {
    // An unknown one is in the cache afterwards, too.
    await corpStates.of(corpId)
    if (!corpStates.isStored(corpId)) return false
    try {
      await admission.requireActive(corpId)
      return true
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'corp-stopped') return false
      throw error
    }
  }

  /** Null for somebody who may not use the app. */
  async function answerTo(
    person: { corpId: string; userId: string },
    question: Omit<RobotQuestion, 'frame' | 'now'>,
  ): Promise<RobotReply | null> {
    const asker = await askers.find(person)
    if (asker === null) return null
    const frame = await times.frameOf(person.corpId)
    const {
      reply,
      taskIds,
      byLink = false,
    } = await answerQuestion(finder, asker, { ...question, frame, now: deps.now() })
    const told = taskIds?.length === 0 ? [null] : (taskIds ?? [])
    for (const taskId of told) await auditLog.note(asker, 'robot-asked', { taskId, byLink })
    return reply
  }

  /**
   * @param userId null for everybody but members of an organisation that is served
   * @returns null for a person who has been told already that they ask too fast
   */
  async function replyOf(
    job: ClaimedJob,
    userId: string | null,
    message: RobotJob,
  ): Promise<RobotReply | null> {
    const { corpId, id, tries } = job
    const { text, isQuotaSpent } = message
    const language = languageOf(text)
    const to = { language, publicUrl, corpId: corpId === '' ? null : corpId }
    const before = await fromStore(book.countBefore(job, minuteMs), storeMs)
    if (before > maxPerMinute) return null
    if (before === maxPerMinute) return plainReply('tooMany', to)
    if (isQuotaSpent) return plainReply('quotaSpent', to)
    if (userId === null) return plainReply('unknown', to)
    if (text === null) return plainReply('unreadable', to)
    const requestId = `robot-${id}`
    const person = { corpId, userId }
    try {
      const reply = await onBehalfOf(personRequester(person), () =>
        answerTo(person, { text, language, requestId }),
      )
      return reply ?? plainReply('unknown', to)
    } catch (err) {
      if (err instanceof ProblemError && err.code === 'subscription-ended')
        return subscriptionEndedReply(to)
      if (tries < maxTries && failureOf(err).kind === 'passing') throw err
      log.warn({ requestId, corpId, err }, 'question to the robot not answered')
      return failedReply(requestId, to)
    }
  }

  return {
    // Reading twice and answering once more does no harm.
    isRepeatable: true,
    forgetsPayload: true,
    pausesMs,
    maxTries,
    failureOf(error) {
      if (!(error instanceof ReplyNotSent)) return failureOf(error)
      return { ...failureOf(error.cause), result: error.ways }
    },
    async run(job, { now }): Promise<JobResult> {
      const message = jobSchema.parse(job.payload)
      const { corpId } = job
      const userId = job.userId !== null && (await isServed(corpId)) ? job.userId : null
      const sender = job.userId === null ? 'unnamed' : userId === null ? 'unknown-corp' : 'named'
      noteSettled('robot-sender', sender)
      const reply = await replyOf(job, userId, message)
      if (reply === null) return { dropped: 'too-many' }
      const ways = await send(
        { corpId, userId, language: languageOf(message.text), ...message },
        reply,
        now,
        waysSchema.parse(job.result),
      )
      return ways.session + ways.token === 0 ? { dropped: 'no-way' } : { result: ways }
    },
  }
}
