import { Hono } from 'hono'
import {
  autoRemindersSchema,
  followSchema,
  preferencesChangeSchema,
  type FlowChoices,
} from '#shared/schemas/news.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { NewsStore } from '#proxy/base/store/outbox/news-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { Clock } from '#shared/rules/time.ts'

export type ChoiceDeps = {
  access: Pick<FlowAccess, 'require'>
  registry: Pick<FlowStore, 'find'>
  book: NewsStore
  now: Clock
}

/** People's choices about notifications and reminders of flows. */
export function choiceRoutes(deps: ChoiceDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const { access, registry, book, now } = deps

  /** The asker and a flow that they may see. */
  async function flowOf(c: AppContext) {
    const taskId = taskIdOf(c)
    const session = requireSession(c)
    await access.require(session, taskId, linkOf(c))
    return { session, taskId, person: { corpId: session.corpId, userId: session.userId, taskId } }
  }

  return routes
    .get('/me/preferences', async (c) => {
      const { corpId, userId } = requireSession(c)
      return c.json(await fromStore(book.preferencesOf(corpId, userId)))
    })
    .put('/me/preferences', policy({ isBought: true }), limitJsonBody, async (c) => {
      const { corpId, userId } = requireSession(c)
      const change = await readJson(c, preferencesChangeSchema)
      return c.json(await fromStore(book.setPreferences({ corpId, userId }, change, now())))
    })
    .get('/flows/:taskId/follow', async (c) => {
      const { person } = await flowOf(c)
      const { corpId, taskId, userId } = person
      const [flow, follows, reminders] = await fromStore(
        Promise.all([
          registry.find(corpId, taskId),
          book.followsOf(corpId, taskId),
          book.remindersOf(corpId, taskId),
        ]),
      )
      const isInitiator = flow?.initiator.userId === userId
      const answer: FlowChoices = {
        state: follows.find((follow) => follow.userId === userId)?.state ?? 'default',
        every: isInitiator ? (reminders?.every ?? 'never') : null,
        hasDeadline: (flow?.deadline ?? null) !== null,
      }
      return c.json(answer)
    })
    .put('/flows/:taskId/follow', policy({ isBought: true }), limitJsonBody, async (c) => {
      const { person } = await flowOf(c)
      const { state } = await readJson(c, followSchema)
      await fromStore(book.follow(person, state === 'default' ? null : state, now()))
      return c.json({ state })
    })
    .put('/flows/:taskId/auto-reminders', policy({ isBought: true }), limitJsonBody, async (c) => {
      const { session, person } = await flowOf(c)
      const { corpId, taskId, userId } = person
      const { every } = await readJson(c, autoRemindersSchema)
      const flow = await fromStore(registry.find(corpId, taskId))
      if (flow?.initiator.userId !== userId)
        throw new ProblemError(
          'flow-forbidden',
          'Only the initiator may set the reminders of the flow.',
        )
      const at = now()
      const reminders = every === 'never' ? null : { every, userId, name: session.name, at }
      await fromStore(book.setReminders(corpId, taskId, reminders, at))
      return c.json({ every })
    })
}
