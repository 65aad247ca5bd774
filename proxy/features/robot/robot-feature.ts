import type { Common } from '#proxy/common.ts'
import { robotKind } from '#proxy/base/store/jobs/robot-store.ts'
import type { FinderFeature } from '#proxy/features/finder/finder-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { replyToPerson } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import { robotRoutes } from '#proxy/upstream/dingtalk/robot/robot-routes.ts'
import { createRobotInbox } from './robot-inbox.ts'
import { createRobotHandler } from './robot-job.ts'
import { createRobotSender } from './robot-sender.ts'

type Before = { corp: CorpFeature; audit: AuditFeature; finder: FinderFeature }

export type RobotFeature = ReturnType<typeof createRobotFeature>

/** The app's robot in DingTalk, which tells people where their contracts stand. */
export function createRobotFeature(common: Common, { corp, audit, finder }: Before) {
  const { config, dingtalk, store, upstream, log, now } = common
  const { clientId, clientSecret, corpId: ourCorpId, apiUrl, oapiUrl } = dingtalk
  const robotCode = config.robotCode ?? clientId
  const inbox = createRobotInbox({
    jobs: store.jobs,
    book: store.robot,
    robotCode,
    ourCorpId,
    origins: [oapiUrl, apiUrl].map((url) => new URL(url).origin),
    log,
    now,
  })
  const handler = createRobotHandler({
    book: store.robot,
    ...finder,
    ...corp,
    auditLog: audit.auditLog,
    publicUrl: config.publicUrl,
    send: createRobotSender({
      replyBySession: upstream.replyBySession,
      replyToPerson: (corpId, userId, reply) =>
        replyToPerson(upstream.client, { corpId, robotCode, userId }, reply),
      publicUrl: config.publicUrl,
      log,
    }),
    log,
    now,
  })
  return {
    /** Takes what arrives over the line; undefined if nothing does. */
    takeFromLine: config.robot === 'stream' ? (data: unknown) => inbox.take(data, true) : undefined,
    /** Null when DingTalk does not post messages. */
    routes:
      config.robot === 'http'
        ? robotRoutes({ clientSecret, take: (data) => inbox.take(data, false), now })
        : null,
    // Also of an app whose robot was switched off since.
    jobs: { [robotKind]: handler },
  }
}
