import { Hono } from 'hono'
import pLimit from 'p-limit'
import { chosenFlowsSchema } from '#shared/schemas/flow/flow-archive.ts'
import {
  type ReminderRefusal,
  type RemindersAnswer,
  remindersRequestSchema,
  type RemindersPreview,
} from '#shared/schemas/flow/remind/several-reminders.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { FlowReminders } from './reminders.ts'

/** Concurrent reads and reminders of flows. */
const maxConcurrent = 4

/** Reminders of several flows; the limits for a single one apply to each. */
export function remindersRoutes(reminders: FlowReminders): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/reminders/preview', policy({ isBought: true }), limitJsonBody, async (c) => {
      const session = requireSession(c)
      const { taskIds } = await readJson(c, chosenFlowsSchema)
      const flows = await pLimit(maxConcurrent).map(taskIds, async (taskId) => {
        try {
          return { taskId, ...(await reminders.preview(session, taskId)), refusal: null }
        } catch (error) {
          return { taskId, reminderState: null, refusal: refusalOf(error) }
        }
      })
      return c.json({ flows } satisfies RemindersPreview)
    })
    .post('/reminders', policy({ isBought: true }), limitJsonBody, async (c) => {
      const session = requireSession(c)
      const { taskIds, note } = await readJson(c, remindersRequestSchema)
      const flows = await pLimit(maxConcurrent).map(taskIds, async (taskId) => {
        try {
          const { urge, heldBack } = await reminders.remind(session, taskId, { note })
          return { taskId, urge, ...(heldBack !== undefined && { heldBack }), refusal: null }
        } catch (error) {
          return { taskId, urge: null, refusal: refusalOf(error) }
        }
      })
      return c.json({ flows } satisfies RemindersAnswer)
    })
}

function refusalOf(error: unknown): ReminderRefusal {
  const { code, retryAfter = null, names } = asProblemError(error)
  return { code, retryAfter, ...(names !== undefined && { names: [...names] }) }
}
