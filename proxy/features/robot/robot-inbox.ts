import type { Logger } from '#proxy/base/log.ts'
import { robotKind, type RobotStore } from '#proxy/base/store/jobs/robot-store.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { readRobotMessage } from '#proxy/upstream/dingtalk/robot/robot-message.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'
import type { Clock } from '#shared/rules/time.ts'
import { maxPerMinute, type RobotJob } from './robot-job.ts'

export type RobotInbox = {
  /**
   * Keeps a message to the robot, to be answered soon. A repeated one is ignored, and so are guests
   * who ask too fast, after one was told so.
   * @param isSealed whether the message itself, and not just its sender, is known to be DingTalk's
   * @throws ProblemError `store-unavailable`
   */
  take(data: unknown, isSealed: boolean): Promise<void>
}

export type RobotInboxDeps = {
  jobs: Pick<JobStore, 'put'>
  book: Pick<RobotStore, 'guestsSince'>
  /** The robot's code by the settings. */
  robotCode: string
  /** The one organisation of an internal app; null for a third-party app. */
  ourCorpId: string | null
  /** At which DingTalk may be answered. */
  origins: readonly string[]
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** How long a question may wait for its answer, in milliseconds. */
const answeredWithinMs = 10 * 60_000

const minuteMs = 60_000

export function createRobotInbox(deps: RobotInboxDeps): RobotInbox {
  const { jobs, book, robotCode, ourCorpId, origins, log, now } = deps
  let hasWarned = false

  return {
    async take(data, isSealed) {
      const at = now()
      const message = readRobotMessage(data, origins, at)
      if (message === null) {
        log.warn({}, 'a message to the robot cannot be read')
        return
      }
      if (!hasWarned && message.robotCode !== null && message.robotCode !== robotCode) {
        hasWarned = true
        log.warn(
          { robotCode: message.robotCode },
          'the robot has another code; set it as DINGTALK_ROBOT_CODE',
        )
      }
      const { msgId, text, isInGroup, session, isQuotaSpent } = message
      const isOurCorp = ourCorpId === null || message.corpId === ourCorpId
      const corpId = isOurCorp ? message.corpId : null
      const userId = corpId === null ? null : message.userId
      if (userId === null) {
        const guests = await fromStore(book.guestsSince(corpId ?? '', at - minuteMs))
        if (guests > maxPerMinute) return
      }
      const payload: RobotJob = { text, isInGroup, session, isSealed, isQuotaSpent }
      const job = {
        corpId: corpId ?? '',
        kind: robotKind,
        key: `robot:${msgId}`,
        userId,
        // Of one person in the order in which they were asked.
        queue: userId === null ? null : `robot:${userId}`,
        payload,
        dueAt: at,
        expiresAt: at + answeredWithinMs,
      }
      const isNew = await fromStore(jobs.put([job], at))
      noteSettled('robot-delivery', isSealed ? 'line' : 'posted')
      noteSettled('robot-repeats', isNew ? 'once' : 'repeated')
      if (isQuotaSpent) noteSettled('robot-quota', 'reached')
    },
  }
}
