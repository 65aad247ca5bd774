import { z } from 'zod'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ClaimedJob } from '#proxy/base/store/jobs/job.ts'
import type { RobotBook } from '#proxy/base/store/jobs/robot-book.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Answers } from '#proxy/features/answers/answers.ts'
import type { Askers } from '#proxy/features/answers/askers.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import { failureOf } from '#proxy/features/outbox/failure.ts'
import type { RobotReply } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import { answerQuestion, failedReply, plainReply } from './robot-answer.ts'
import type { SendRobotReply } from './robot-sender.ts'
import { languageOf } from './robot-words.ts'

const jobSchema = z.object({
  text: z.string().nullable(),
  isInGroup: z.boolean(),
  session: z.object({ url: z.string(), until: z.number() }).nullable(),
  /** Whether what stands in the message is known to be DingTalk's. */
  isSealed: z.boolean(),
  isQuotaSpent: z.boolean(),
})

/** A message to the robot, until it is answered. */
export type RobotJob = z.infer<typeof jobSchema>

export type RobotJobDeps = {
  book: Pick<RobotBook, 'countBefore'>
  askers: Pick<Askers, 'find'>
  answers: Answers
  times: Pick<CorpTimes, 'frameOf'>
  publicUrl: string
  send: SendRobotReply
  log: Pick<Logger, 'warn'>
}

const minuteMs = 60_000
/** Answers to one person in a minute, or to all guests together, over all instances. */
export const maxPerMinute = 10

const pausesMs = [1000, 3000]
const maxTries = 3

/** Answers what people write to the robot. */
export function createRobotHandler(deps: RobotJobDeps): JobHandler {
  const { book, askers, answers, times, publicUrl, send, log } = deps

  /** Null for a person who has been told already that they ask too fast. */
  async function replyOf(job: ClaimedJob, message: RobotJob): Promise<RobotReply | null> {
    const { corpId, userId, id, tries } = job
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
    try {
      const asker = await askers.find({ corpId, userId })
      if (asker === null) return plainReply('unknown', to)
      const frame = await times.frameOf(corpId)
      return await answerQuestion(answers, asker, { text, language, requestId, frame })
    } catch (err) {
      if (tries < maxTries) throw err
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
    failureOf,
    async run(job, { now }): Promise<JobResult> {
      const message = jobSchema.parse(job.payload)
      const reply = await replyOf(job, message)
      if (reply === null) return { dropped: 'too-many' }
      const { corpId, userId } = job
      const ways = await send(
        { corpId, userId, language: languageOf(message.text), ...message },
        reply,
        now,
      )
      return ways.session + ways.token === 0 ? { dropped: 'no-way' } : { result: ways }
    },
  }
}
