import { Hono } from 'hono'
import { notifyAdminsSchema, type Nudged } from '#shared/schemas/nudge.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AccessMessage } from '#proxy/features/access-requests/request-rows.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { dayText } from '#proxy/base/date-text.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { initiatorText, troubleText } from './nudge-text.ts'

type Before = { corp: CorpFeature; access: AccessFeature; messages: MessagesFeature }

/** Administrators told of one trouble. */
const maxAdmins = 20

/** Asks those who can mend it: the initiator of a flow, or the organisation's administrators. */
export function nudgeRoutes(common: Common, { corp, access, messages }: Before): Hono<AppEnv> {
  const { store, now } = common
  const { jobs, registry } = store
  const { admins, isTrouble, times } = corp
  const { flowAccess } = access

  function requireMessages(): void {
    if (!messages.canSend)
      throw new ProblemError('agent-id-missing', 'The app is not set up to send messages.')
  }

  /** Tells everybody once a day. @returns false if they have been told today */
  async function tell(
    about: { corpId: string; taskId: string | null; key: string },
    userIds: readonly string[],
    textIn: (frame: MessageFrame) => WorkNotification,
  ): Promise<boolean> {
    const at = now()
    const { corpId, taskId } = about
    const frame = await times.frameOf(corpId)
    // With its year.
    const day = dayText(at, 'en', { timeZone: frame.timeZone, now: 0 })
    const key = `${about.key}:${day}`
    const payload: AccessMessage = { text: textIn(frame), requestId: null }
    const rows = userIds.map((userId): NewJob => {
      const of = { corpId, taskId, userId, payload, dueAt: at }
      return { ...of, kind: 'access-message', key: `${key}:${userId}` }
    })
    const told = await fromStore(
      Promise.all(rows.map((row) => jobs.find(corpId, row.key))),
      storeMs,
    )
    await fromStore(jobs.put(rows, at), storeMs)
    return told.includes(null)
  }

  return new Hono<AppEnv>()
    .post('/flows/:taskId/nudge-initiator', policy({ isBought: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { corpId, userId, name } = session
      await flowAccess.require(session, taskId, linkOf(c))
      const flow = await fromStore(registry.flows.find(corpId, taskId))
      const initiator = flow?.initiator.userId ?? null
      if (flow === null || initiator === null || initiator === userId)
        throw new ProblemError('urge-nobody', 'The initiator is not known, or asks for it.')
      requireMessages()
      const facts = { corpId, from: name, at: now(), taskId, title: flow.title }
      const about = { corpId, taskId, key: `nudge:${taskId}` }
      const isNew = await tell(about, [initiator], (frame) => initiatorText(frame, facts))
      const names = flow.initiator.name === null ? [] : [flow.initiator.name]
      return c.json({ names, isNew } satisfies Nudged)
    })
    .post('/corp/notify-admins', limitJsonBody, async (c) => {
      const { corpId, name } = requireSession(c)
      const { trouble } = await readJson(c, notifyAdminsSchema)
      requireMessages()
      if (!(await isTrouble(corpId, trouble)))
        throw new ProblemError('trouble-over', 'It has been mended already.')
      const userIds = (await admins.idsOf(corpId)).slice(0, maxAdmins)
      const about = { corpId, taskId: null, key: `trouble:${trouble}` }
      const facts = { corpId, from: name, at: now() }
      const isNew = await tell(about, userIds, (frame) => troubleText(frame, trouble, facts))
      return c.json({ names: await admins.namesOf(corpId), isNew } satisfies Nudged)
    })
}
